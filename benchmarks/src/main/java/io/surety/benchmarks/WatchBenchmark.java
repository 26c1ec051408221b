package io.surety.benchmarks;

import io.surety.benchmarks.process.DurableServer;
import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Shown;
import io.surety.benchmarks.watch.WatchStudy;
import io.surety.spec.ModelSpec;
import io.surety.terminal.Activity;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import io.surety.training.LoanHistory;
import io.surety.training.TrainedModel;
import io.surety.training.Training;
import io.surety.training.TrainingData;
import io.surety.training.TrainingProgress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How often the watch of a model cries wolf on loans in which nothing has changed, and how soon it
 * sees what was made to change. Nothing here depends on the speed of the machine.
 */
@Command(
    name = "watch",
    description = "Watching: false alarms, openings in quiet months, and delays, on loans.",
    footer = {"", "  ./surety bench watch --loans loans.csv.gz"})
final class WatchBenchmark implements Callable<Integer> {

  private final Session session;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private LoansOption loans = new LoansOption();

  @Option(
      names = "--splits",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How often people are split into reference and traffic. Default: ${DEFAULT-VALUE}.")
  private int splits;

  @Option(
      names = "--months",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many quiet months pass for each line. Default: ${DEFAULT-VALUE}.")
  private int months;

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "50",
      description = "How often each thing goes wrong. Default: ${DEFAULT-VALUE}.")
  private int tries;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  WatchBenchmark(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Console console = session.console();
    try (TemporaryFolder folder = TemporaryFolder.create();
        DurableServer server = DurableServer.start()) {
      PGSimpleDataSource trainer =
          LoadedLoans.in(server, loans.file(folder.path(), console), session);
      ModelSpec spec = ModelSpec.read(session.usualSpec(), List.of());
      TrainedModel model;
      LoanHistory history;
      try (Activity step = console.step("Training")) {
        step.at("a model");
        model =
            Training.run(
                trainer, spec, Optional.empty(), Optional.empty(), TrainingProgress.SILENT);
        history =
            TrainingData.read(trainer, spec, Optional.empty(), TrainingProgress.SILENT).history();
        step.done(Console.count(history.size(), "loan") + " scored");
      }
      Result result =
          new Result(
              "watch",
              "Watching a model",
              Shown.command(command),
              session.clock().instant(),
              new WatchStudy(model, history, console).tables(splits, months, tries),
              remarks());
      Results.save(result);
      Shown.print(result, console);
    }
    return ExitCode.DONE.number();
  }

  private List<String> remarks() {
    return List.of(
        "On %s, of the last 365 days of which half of the people make the reference and the others come by, anew for each split, month and try, on seeds that tuned nothing."
            .formatted(loans.words()),
        "Quiet: every person's days are moved round the year by a length of their own, so that nothing changes and a person's loans stay together.",
        "A window stands for as many rows as it has people's worth (Kish). A delay of so many rows takes so many minutes at a request a minute, and a sixtieth of that at one a second.");
  }
}
