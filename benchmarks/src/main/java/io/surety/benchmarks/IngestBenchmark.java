package io.surety.benchmarks;

import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanLedger;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Ingest and features of a file of loans against a bare {@code COPY} of the same file, by turns on
 * one durable server.
 *
 * <p>The bare COPY reads the uncompressed file into a logged table with the 24 typed columns and no
 * index. The ingest reads the file as it is given, in a database of its own each time. Arguments:
 * the file, and how often (5).
 */
public final class IngestBenchmark {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final int rounds;
  private final PrintStream out;

  private IngestBenchmark(Path file, int rounds, PrintStream out) {
    this.file = file;
    this.rounds = rounds;
    this.out = out;
  }

  /** Runs the benchmark. */
  public static void main(String... args) throws IOException, SQLException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("Usage: IngestBenchmark FILE [ROUNDS]");
      System.exit(2);
    }
    int rounds = args.length == 2 ? Integer.parseInt(args[1]) : 5;
    new IngestBenchmark(Path.of(args[0]), rounds, System.out).run();
  }

  private void run() throws IOException, SQLException {
    try (DurableServer server = DurableServer.start()) {
      out.println(server.describe());
      Path plain = uncompressed(file);
      double[] copies = new double[rounds];
      double[] ingests = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        copies[round] = bareCopy(server, plain);
        ingests[round] = ingest(server);
        out.printf(
            "round %d: bare COPY %.2f s, ingest and features %.2f s, ratio %.2f%n",
            round + 1, copies[round], ingests[round], ingests[round] / copies[round]);
      }
      out.printf(
          "median: bare COPY %.2f s, ingest and features %.2f s, RATIO %.2f%n",
          median(copies), median(ingests), median(ingests) / median(copies));
      out.printf(
          "heap: at most %d MB of %d MB%n",
          peakHeap() >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }
  }

  private double bareCopy(DurableServer server, Path plain) throws IOException, SQLException {
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
      return seconds(start);
    }
  }

  private static Path uncompressed(Path file) throws IOException {
    Path plain = Files.createTempFile("loans", ".csv");
    plain.toFile().deleteOnExit();
    InputStream bytes = Files.newInputStream(file);
    try (InputStream csv =
        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER) : bytes) {
      Files.copy(csv, plain, StandardCopyOption.REPLACE_EXISTING);
    }
    return plain;
  }

  private double ingest(DurableServer server) throws SQLException {
    DataSource owner = server.createDatabase();
    FeatureStoreMigrations.migrate(owner);
    server.execute(owner, "CHECKPOINT");
    DataSource trainer = server.trainer(owner);
    long start = System.nanoTime();
    IngestOutcome outcome =
        new LoanLedger(trainer, Clock.systemUTC())
            .ingest(LoanSource.of(file), IngestRules.DEFAULT, Progress.SILENT);
    double seconds = seconds(start);
    if (!(outcome instanceof IngestOutcome.Loaded)) {
      throw new IllegalStateException("The file was not loaded: " + outcome);
    }
    return seconds;
  }

  private static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
