package io.surety.benchmarks;

import io.surety.batch.Batch;
import io.surety.batch.BatchCapacity;
import io.surety.batch.BatchTerms;
import io.surety.batch.ResultFile;
import io.surety.batch.Shard;
import io.surety.benchmarks.process.DurableServer;
import io.surety.benchmarks.process.FamilyTime;
import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Rounds;
import io.surety.benchmarks.results.Shown;
import io.surety.benchmarks.results.Table;
import io.surety.benchmarks.serve.ServedModel;
import io.surety.featurestore.FeatureSnapshot;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunLog;
import io.surety.runs.RunPlan;
import io.surety.terminal.Activity;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Purpose;
import io.surety.terminal.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Batch scoring of every user of a simulated book on a durable server: features out of PostgreSQL,
 * scores and reasons, and all of it into the prediction log, with checkpoints.
 */
@Command(
    name = "batch",
    description = "Batch scoring of all users, from features to the prediction log and to files.",
    footer = {"", "  ./surety bench batch --users 200000 --rounds 5"})
final class BatchBenchmark implements Callable<Integer> {

  private static final double MINUTE = 60;
  private static final double MILLION = 1e6;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many users the simulated book has. Default: ${DEFAULT-VALUE}.")
  private long users;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often all of them are scored. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads score. Default: one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BatchBenchmark(Session session) {
    this.session = session;
  }

  /** What one round took, in seconds. */
  private record Round(
      long scored, double scoring, double processors, double csv, double parquet) {}

  @Override
  public Integer call() throws IOException, SQLException {
    Console console = session.console();
    try (TemporaryFolder folder = TemporaryFolder.create();
        DurableServer server = DurableServer.start();
        ServedModel served = ServedModel.make(server, folder.path(), users, session)) {
      console.say(server.describe());
      double[] scoring = new double[rounds];
      double[] processors = new double[rounds];
      double[] csv = new double[rounds];
      double[] parquet = new double[rounds];
      long scored = 0;
      for (int number = 0; number < rounds; number++) {
        try (Activity step = console.step("Round " + (number + 1))) {
          Round round = round(server, served, folder.path(), number, step);
          scored = round.scored();
          scoring[number] = perMinute(scored, round.scoring());
          processors[number] = round.processors() * MILLION / scored;
          csv[number] = round.csv();
          parquet[number] = round.parquet();
          step.done(
              String.format(
                  Locale.ROOT,
                  "%,d users in %.2f s, %,.0f a minute, %.1f processor seconds a million",
                  scored,
                  round.scoring(),
                  scoring[number],
                  processors[number]));
        }
      }
      Result result = result(server, scored, scoring, processors, csv, parquet);
      Results.save(result);
      Shown.print(result, console);
    }
    return ExitCode.DONE.number();
  }

  private Round round(
      DurableServer server, ServedModel served, Path folder, int number, Activity step)
      throws IOException, SQLException {
    DataSource database = served.as(Purpose.TRAINING);
    Models models = new PostgresModels(database);
    RunLog log = new RunLog(database);
    String key = "round " + number;
    Batch batch =
        new Batch(
            database,
            key,
            log.agree(Batch.KIND, key, terms(models, database).toMap()),
            Shard.WHOLE);
    if (!(log.begin(RunPlan.of(Batch.KIND, "bench").withKey(key))
        instanceof Begun.Started(Run run))) {
      throw new CommandFailed("The batch was begun by somebody else.");
    }
    try (run) {
      double before = processorSeconds(server);
      long start = System.nanoTime();
      Batch.Result result =
          batch.score(models, run, null, threads, rows -> step.at(Console.count(rows, "user")));
      double seconds = Rounds.seconds(start);
      double processors = processorSeconds(server) - before;
      double csv = file(batch, models, result, folder.resolve("s.csv"));
      double parquet = file(batch, models, result, folder.resolve("s.parquet"));
      run.done("measured");
      return new Round(result.scored(), seconds, processors, csv, parquet);
    }
  }

  /** Of this process and of the server. */
  private static double processorSeconds(DurableServer server) throws IOException, SQLException {
    return FamilyTime.seconds(ProcessHandle.current().pid()).orElse(0)
        + (isChild(server) ? 0 : FamilyTime.seconds(server.pid()).orElse(0));
  }

  private static boolean isChild(DurableServer server) throws IOException, SQLException {
    long pid = server.pid();
    return ProcessHandle.current().descendants().anyMatch(each -> each.pid() == pid);
  }

  private static double file(Batch batch, Models models, Batch.Result result, Path file) {
    long start = System.nanoTime();
    new ResultFile(batch, file).write(models, result, _ -> {});
    return Rounds.seconds(start);
  }

  private BatchTerms terms(Models models, DataSource database) {
    RegisteredModel model = models.all().getFirst();
    Optional<Instant> known;
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(database, Optional.empty())) {
      known = snapshot.knownAt();
    }
    return new BatchTerms(
        model.version(),
        model.sha256(),
        new BatchCapacity.Itself(),
        LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC),
        known,
        Optional.empty(),
        Optional.empty(),
        1);
  }

  private static double perMinute(long users, double seconds) {
    return MINUTE * users / seconds;
  }

  private Result result(
      DurableServer server,
      long scored,
      double[] scoring,
      double[] processors,
      double[] csv,
      double[] parquet)
      throws SQLException {
    Rounds rates = new Rounds(scoring);
    return new Result(
        "batch",
        "Batch scoring",
        Shown.command(spec),
        session.clock().instant(),
        List.of(
            new Table(
                "Scores with reasons of %s, %d threads"
                    .formatted(Console.count(scored, "simulated user"), threads),
                List.of("what", "asked", "seen", "rounds"),
                List.of(
                    List.of(
                        "users a minute, from their loans' features to the durable prediction log",
                        "at least 1,000,000",
                        String.format(Locale.ROOT, "%,.0f", rates.median()),
                        rates.spread("%,.0f to %,.0f")),
                    List.of(
                        "processor seconds for a million users, PostgreSQL's among them",
                        "at most 120, which two processors have in a minute",
                        String.format(Locale.ROOT, "%.1f", new Rounds(processors).median()),
                        new Rounds(processors).spread("%.1f to %.1f")),
                    row("seconds more for a CSV file of them", csv),
                    row("seconds more for a Parquet file of them", parquet)))),
        List.of(
            "Medians of %d rounds on one server beside it: %s."
                .formatted(rounds, server.describe())));
  }

  private static List<String> row(String what, double[] seconds) {
    Rounds all = new Rounds(seconds);
    return List.of(what, "", String.format(Locale.ROOT, "%.2f s", all.median()), all.spread());
  }
}
