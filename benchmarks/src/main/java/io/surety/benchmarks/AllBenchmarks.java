package io.surety.benchmarks;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one benchmark after the other, and then the report. */
@Command(
    name = "all",
    description = "Runs every benchmark as it is meant to be run, and then the report.",
    footer = {
      "",
      "One that fails is said, and the others run; what the report tells of it is then the result",
      "of an earlier run."
    })
final class AllBenchmarks implements Callable<Integer> {

  private static final String REPORT = "report";
  private static final String LOANS = "--loans";
  private static final Set<String> NO_BENCHMARKS = Set.of("all", REPORT);

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = LOANS,
      paramLabel = "FILE",
      description = "A file of loans for those that can use one. Default: simulated ones.")
  private @Nullable Path loans;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  AllBenchmarks(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<String> failed = new ArrayList<>();
    CommandLine bench = spec.commandLine().getParent();
    for (Map.Entry<String, CommandLine> each : List.copyOf(bench.getSubcommands().entrySet())) {
      String name = each.getKey();
      if (!NO_BENCHMARKS.contains(name)) {
        session.console().say("");
        session.console().say("  ./surety bench " + name);
        if (bench.execute(arguments(name, each.getValue())) != 0) {
          failed.add(name);
        }
      }
    }
    int reported = bench.execute(REPORT);
    if (!failed.isEmpty()) {
      throw new CommandFailed(
          "These benchmarks failed: %s; run them one by one to see why."
              .formatted(String.join(", ", failed)));
    }
    return reported;
  }

  private String[] arguments(String name, CommandLine benchmark) {
    Path file = loans;
    return file == null || benchmark.getCommandSpec().findOption(LOANS) == null
        ? new String[] {name}
        : new String[] {name, LOANS, file.toString()};
  }
}
