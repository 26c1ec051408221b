package io.surety.benchmarks;

import io.surety.benchmarks.forest.ForestBenchmark;
import io.surety.benchmarks.peers.PeersBenchmark;
import io.surety.benchmarks.results.ReportCommand;
import io.surety.benchmarks.serve.ServeBenchmark;
import io.surety.benchmarks.startup.StartupBenchmark;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import io.surety.terminal.Session;
import io.surety.terminal.Terminal;
import java.util.List;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code ./surety bench}. */
@Command(
    name = "surety bench",
    description = "Measures what the documentation claims.",
    synopsisSubcommandLabel = "NAME",
    footer = {
      "",
      "Each benchmark runs what it compares in one run, by turns where it goes in rounds, and keeps its",
      "result for the report. Not needed but used when there: treelite and tl2cgen of Python (forest),",
      "and what benchmarks/peers/run has set up (peers).",
      "'surety bench NAME --help' tells more. Compare ratios, not seconds."
    })
public final class Bench implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  private Bench() {}

  /** Runs the benchmark that the arguments name, and ends with its exit code. */
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    System.exit(commandLine(session(Console.ofThisProcess())).execute(args));
  }

  /** All benchmarks; a new one is a command of its own and one more line here. */
  static CommandLine commandLine(Session session) {
    return Terminal.commandLine(
        session,
        new Bench(),
        List.of(
            new ServeBenchmark(session),
            new StartupBenchmark(session),
            new PeersBenchmark(session),
            new IngestBenchmark(session),
            new BatchBenchmark(session),
            new TrainingBenchmark(session),
            new ForestBenchmark(session),
            new WatchBenchmark(session),
            new AllBenchmarks(session),
            new ReportCommand(session)));
  }

  private static Session session(Console console) {
    return Session.ofThisProcess(
        console,
        (_, _) -> {
          throw new CommandFailed("A benchmark brings its own database.");
        });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "The name of a benchmark is missing.");
  }
}
