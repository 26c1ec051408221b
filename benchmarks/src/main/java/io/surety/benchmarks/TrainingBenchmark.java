package io.surety.benchmarks;

import io.surety.benchmarks.process.DurableServer;
import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Rounds;
import io.surety.benchmarks.results.Shown;
import io.surety.benchmarks.results.Table;
import io.surety.spec.ModelSpec;
import io.surety.terminal.Activity;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import io.surety.training.GrownForest;
import io.surety.training.TrainingData;
import io.surety.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Training from the feature table to the forest against XGBoost4J itself, by turns in one process
 * on the same training loans of one durable server.
 *
 * <p>Ours reads all loans over JDBC, checks and deals them, and grows the forest with Tribuo. The
 * other side is {@link BareXgboost}. Both forests must be the same, byte for byte. Then a fresh
 * process does ours once, cold, and says how much memory it took at most.
 */
@Command(
    name = "training",
    description = "Training, from the feature table to the forest, against XGBoost4J itself.",
    footer = {"", "  ./surety bench training --loans loans.csv.gz --rounds 5"})
final class TrainingBenchmark implements Callable<Integer> {

  private final Session session;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private LoansOption loans = new LoansOption();

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "What to train. Default: models/loan-risk.yaml of this Surety.")
  private @Nullable Path specFile;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each side runs. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  TrainingBenchmark(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Console console = session.console();
    Path given = specFile;
    Path file = given == null ? session.usualSpec() : given;
    try (TemporaryFolder folder = TemporaryFolder.create();
        DurableServer server = DurableServer.start()) {
      console.say(server.describe());
      PGSimpleDataSource trainer =
          LoadedLoans.in(server, loans.file(folder.path(), console), session);
      ModelSpec spec = ModelSpec.read(file, List.of());
      TrainingData data = read(trainer, spec);
      BareXgboost bare = new BareXgboost(spec, data.trainingInputs(), data.trainingLabels());
      double[] theirs = new double[rounds];
      double[] ours = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        try (Activity step = console.step("Round " + (round + 1))) {
          step.at("XGBoost4J");
          theirs[round] = bare.seconds();
          step.at("table to forest");
          ours[round] = ours(trainer, spec, bare, step);
          step.done(
              String.format(
                  Locale.ROOT,
                  "XGBoost4J %.2f s, table to forest %.2f s, ratio %.2f",
                  theirs[round],
                  ours[round],
                  ours[round] / theirs[round]));
        }
      }
      ColdTraining.Seen cold = cold(trainer, file, console);
      Result result = result(server, spec, data.trainingLabels().length, theirs, ours, cold);
      Results.save(result);
      Shown.print(result, console);
    }
    return ExitCode.DONE.number();
  }

  private static double ours(DataSource trainer, ModelSpec spec, BareXgboost bare, Activity step)
      throws XGBoostError {
    long start = System.nanoTime();
    byte[] forest = GrownForest.on(read(trainer, spec), TrainingProgress.SILENT).ubjson();
    double seconds = Rounds.seconds(start);
    step.at("comparing the forests");
    bare.requireSame(forest);
    return seconds;
  }

  private static ColdTraining.Seen cold(PGSimpleDataSource trainer, Path spec, Console console)
      throws IOException, InterruptedException {
    try (Activity step = console.step("Cold")) {
      step.at("table to forest in a fresh process");
      ColdTraining.Seen seen = ColdTraining.inFreshProcess(trainer, spec);
      step.done(
          String.format(
              Locale.ROOT, "table to forest %.2f s, memory %s", seen.seconds(), seen.peak()));
      return seen;
    }
  }

  private Result result(
      DurableServer server,
      ModelSpec spec,
      int trainingLoans,
      double[] theirs,
      double[] ours,
      ColdTraining.Seen cold)
      throws SQLException {
    double bare = new Rounds(theirs).median();
    double seen = new Rounds(ours).median();
    Table table =
        new Table(
            "Training on %s loans (%s), %d inputs, %d trees of depth %d, threads: %d"
                .formatted(
                    Console.count(trainingLoans),
                    loans.words(),
                    spec.inputs().size(),
                    spec.learner().trees(),
                    spec.learner().depth(),
                    spec.learner().threads()),
            List.of("what", "asked", "seen", "rounds"),
            List.of(
                List.of(
                    "seconds from the feature table to the forest, against XGBoost4J on a ready matrix",
                    "at most 3 times",
                    String.format(
                        Locale.ROOT, "%.2f times (%.2f s against %.2f s)", seen / bare, seen, bare),
                    Rounds.ratios(ours, theirs).spread()),
                List.of(
                    "the same once in a cold process",
                    "",
                    String.format(Locale.ROOT, "%.2f s", cold.seconds()),
                    ""),
                List.of("peak memory of that process", "at most 1.5 GB", cold.peak(), "")));
    return new Result(
        "training",
        "Training",
        Shown.command(command),
        session.clock().instant(),
        List.of(table),
        List.of(
            "Medians of %d rounds, both sides by turns in one process on one server: %s."
                .formatted(rounds, server.describe()),
            "Both sides grew the same forest in every round, byte for byte."));
  }

  private static TrainingData read(DataSource trainer, ModelSpec spec) {
    return TrainingData.read(trainer, spec, Optional.empty(), TrainingProgress.SILENT);
  }
}
