package io.surety.terminal;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a version answer again by hand. */
@Command(
    name = "close",
    description = "Lets a version answer again, whether it has proved itself or not.",
    footer = {
      "",
      "Whoever watches opens it again when the rules of the model's spec are still broken. A version",
      "that no alias points at can be closed too; it may be a fallback again then."
    })
final class BreakerCloseCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private SwitchOptions breaker = new SwitchOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BreakerCloseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return breaker.run(
        session,
        (breakers, version, alias, by) -> {
          breakers.close(version, alias, by, Optional.empty());
          return breakers.find(version, alias).served()
              ? "%s answers as %s again; running services follow within two seconds."
                  .formatted(version, alias)
              : "%s is cleared; it is not %s now, and may answer instead of other versions."
                  .formatted(version, alias);
        });
  }
}
