package io.surety.benchmarks;

import io.surety.benchmarks.process.DurableServer;
import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Rounds;
import io.surety.benchmarks.results.Shown;
import io.surety.benchmarks.results.Table;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanLedger;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.terminal.Activity;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Ingest and features of a file of loans against a bare {@code COPY} of the same file, by turns on
 * one durable server.
 *
 * <p>The bare COPY reads the uncompressed file into a logged table with the 24 typed columns and no
 * index. The ingest reads the file as it is given, in a database of its own each time.
 */
@Command(
    name = "ingest",
    description = "Ingest and features of a file of loans against a bare COPY of it.",
    footer = {"", "  ./surety bench ingest --loans loans.csv.gz --rounds 5"})
final class IngestBenchmark implements Callable<Integer> {

  private static final int BUFFER = 1 << 16;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private LoansOption loans = new LoansOption();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each side runs. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  IngestBenchmark(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Console console = session.console();
    try (TemporaryFolder folder = TemporaryFolder.create();
        DurableServer server = DurableServer.start()) {
      console.say(server.describe());
      Path file = loans.file(folder.path(), console);
      Path plain = uncompressed(file, folder.path());
      double[] copies = new double[rounds];
      double[] ingests = new double[rounds];
      long ingested = 0;
      for (int round = 0; round < rounds; round++) {
        try (Activity step = console.step("Round " + (round + 1))) {
          step.at("bare COPY");
          copies[round] = bareCopy(server, plain);
          step.at("ingest and features");
          Ingested ours = ingest(server, file);
          ingests[round] = ours.seconds();
          ingested = ours.loans();
          step.done(
              String.format(
                  Locale.ROOT,
                  "bare COPY %.2f s, ingest and features %.2f s, ratio %.2f",
                  copies[round],
                  ingests[round],
                  ingests[round] / copies[round]));
        }
      }
      Result result = result(server, ingested, copies, ingests);
      Results.save(result);
      Shown.print(result, console);
    }
    return ExitCode.DONE.number();
  }

  private Result result(DurableServer server, long ingested, double[] copies, double[] ingests)
      throws SQLException {
    double copy = new Rounds(copies).median();
    double ours = new Rounds(ingests).median();
    Table table =
        new Table(
            "Ingest and features of %s loans (%s)"
                .formatted(Console.count(ingested), loans.words()),
            List.of("what", "asked", "seen", "rounds"),
            List.of(
                List.of(
                    "seconds against a bare COPY into 24 typed columns without an index",
                    "at most 4 times",
                    String.format(
                        Locale.ROOT, "%.2f times (%.2f s against %.2f s)", ours / copy, ours, copy),
                    Rounds.ratios(ingests, copies).spread()),
                List.of(
                    "heap of the ingest",
                    "at most 512 MB",
                    "at most %d MB of %d MB"
                        .formatted(peakHeap() >> 20, Runtime.getRuntime().maxMemory() >> 20),
                    "")));
    return new Result(
        "ingest",
        "Ingest",
        Shown.command(spec),
        session.clock().instant(),
        List.of(table),
        List.of(
            "Medians of %d rounds, both sides by turns on one server: %s."
                .formatted(rounds, server.describe())));
  }

  private static double bareCopy(DurableServer server, Path plain)
      throws IOException, SQLException {
    DataSource database = server.createDatabase();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        InputStream csv = Files.newInputStream(plain)) {
      statement.execute(BareTable.CREATE);
      statement.execute("CHECKPOINT");
      long start = System.nanoTime();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY bare FROM STDIN (FORMAT csv, HEADER)", csv, BUFFER);
      return Rounds.seconds(start);
    }
  }

  private static Path uncompressed(Path file, Path folder) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return file;
    }
    Path plain = folder.resolve("loans.csv");
    try (InputStream csv = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
      Files.copy(csv, plain);
    }
    return plain;
  }

  /** What one ingest took, and how many loans the file brought. */
  private record Ingested(double seconds, long loans) {}

  private static Ingested ingest(DurableServer server, Path file) throws SQLException {
    DataSource owner = server.createDatabase();
    FeatureStoreMigrations.migrate(owner);
    server.execute(owner, "CHECKPOINT");
    DataSource trainer = server.trainer(owner);
    long start = System.nanoTime();
    IngestOutcome outcome =
        new LoanLedger(trainer, Clock.systemUTC())
            .ingest(LoanSource.of(file), IngestRules.DEFAULT, Progress.SILENT);
    double seconds = Rounds.seconds(start);
    if (!(outcome instanceof IngestOutcome.Loaded loaded)) {
      throw new CommandFailed("The file was not loaded: " + outcome);
    }
    return new Ingested(seconds, loaded.added());
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
