package io.surety.benchmarks.serve;

import io.surety.benchmarks.echo.ServiceWithEcho.Service;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Sees to it that a target can be loaded: an echo learns its answer, requests are written. */
record Arrangement(Production production, Probe probe, ServeRun.Pools pools) {

  /** Arranges a target, or says why it is skipped. */
  Optional<String> arrange(Target target, List<Target> all)
      throws IOException, InterruptedException {
    Optional<Target> original = target.echoOf(all);
    if (original.isPresent()) {
      switch (ask(original.get())) {
        case Probe.Found.Missing(String why) -> {
          return Optional.of(why);
        }
        case Probe.Found.There(String answer) ->
            probe.teach(port(target.service()), original.get().name(), answer);
      }
    }
    return switch (ask(target)) {
      case Probe.Found.Missing(String why) -> Optional.of(why);
      case Probe.Found.There found -> {
        pools.write(target);
        yield Optional.empty();
      }
    };
  }

  private Probe.Found ask(Target target) throws IOException, InterruptedException {
    return probe.ask(target, port(target.service()));
  }

  private int port(Service service) {
    return production.port(service);
  }
}
