package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import io.surety.simulation.LoanBook;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills batches at random instants, the program or PostgreSQL, until they are done: everything is
 * there once, and the files are those of a batch that nobody disturbed. The seed is printed, and
 * taken from {@code surety.test.seed}; {@code surety.test.kills} says how often.
 */
class KilledBatchIT {

  private static final int KILLS = Integer.getInteger("surety.test.kills", 12);
  private static final long SLOWEST_MILLIS = 6_000;

  @TempDir static Path folder;

  private static EmbeddedPostgres server;
  private static TestPerson person;

  private final long seed = Long.getLong("surety.test.seed", System.nanoTime() & 0xFFFF);
  private final Random random = new Random(seed);

  @BeforeAll
  static void trainAModel() throws IOException {
    start();
    person.types("migrate").endsWith(ExitCode.DONE);
    try (OutputStream out = Files.newOutputStream(folder.resolve("book.csv"))) {
      LoanBook.write(20_000, 3, out, _ -> {});
    }
    person.types("ingest", file("book.csv")).endsWith(ExitCode.DONE);
    person.types(
        "train",
        "--by",
        "Dora Data",
        "--report",
        file("report.html"),
        "--set",
        "learner.trees=60",
        "--set",
        "gates.min_auc_lower=0.3");
    execute("CREATE ROLE killed_approver LOGIN PASSWORD 'secret' IN ROLE surety_approver");
    TestPerson approver = new TestPerson(person.address(), login("killed_approver", "secret"));
    approver.decides("approve", "1", "--override").endsWith(ExitCode.DONE);
    approver.decides("promote", "1", "--to", "champion").endsWith(ExitCode.DONE);
    batch("calm", "calm.csv");
    batch("calm-parquet", "calm.parquet");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void givesTheSameOnceHoweverOftenTheProgramIsKilled() throws Exception {
    System.err.println(
        "KilledBatchIT seed=" + seed + " (again with -Dsurety.test.seed=" + seed + ")");
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      String key = "killed " + round;
      String name = "killed-%d.%s".formatted(round, round % 2 == 0 ? "csv" : "parquet");
      long attempts = 0;
      for (boolean done = false; !done; ) {
        Process process = ScoreBatchProcess.start("256m", person, command(key, name));
        done = process.waitFor(500 + random.nextLong(SLOWEST_MILLIS), TimeUnit.MILLISECONDS);
        if (done) {
          assertThat(process.exitValue()).as("seed %d", seed).isZero();
        } else {
          process.destroyForcibly().waitFor();
          kills++;
        }
        attempts++;
      }
      requireWhole(key, name, attempts);
    }
  }

  @Test
  void givesTheSameOnceWhenPostgresqlIsKilled() throws Exception {
    System.err.println(
        "KilledBatchIT seed=" + seed + " (again with -Dsurety.test.seed=" + seed + ")");
    Process process = ScoreBatchProcess.start("256m", person, command("server", "server.csv"));
    int kills = 0;
    while (kills < 3) {
      boolean ended =
          process.waitFor(1_500 + random.nextLong(SLOWEST_MILLIS / 2), TimeUnit.MILLISECONDS);
      if (ended && process.exitValue() == 0) {
        break;
      }
      if (!ended) {
        crash();
        kills++;
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it notices, seed %d", seed).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.FAILED.number());
      }
      process = ScoreBatchProcess.start("256m", person, command("server", "server.csv"));
    }
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    requireWhole("server", "server.csv", -1);
  }

  /** Kills every process of the server as a power failure does, and starts it on what is left. */
  private static void crash() throws Exception {
    Path data = Path.of(ask("SHOW data_directory"));
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : Stream.concat(Stream.of(postmaster), all.stream()).toList()) {
      each.onExit().get(30, TimeUnit.SECONDS);
    }
    server.close();
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    start();
  }

  private static void start() throws IOException {
    int port = server == null ? 0 : server.getPort();
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setPort(port)
            .start();
    person =
        new TestPerson(
            "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort()),
            login("postgres", "postgres"));
  }

  private void requireWhole(String key, String name, long attempts) throws Exception {
    String log =
        "SELECT count(*) || ' ' || count(DISTINCT user_id) FROM prediction_log.prediction"
            + " WHERE caller = 'score-batch %s'";
    assertThat(ask(log.formatted(key))).as("seed %d", seed).isEqualTo(ask(log.formatted("calm")));
    assertThat(answers(key)).as("seed %d", seed).isEqualTo(answers("calm"));
    List<RunRecord> runs = new RunLog(database()).attempts("score-batch", key);
    assertThat(runs.getLast().state()).isEqualTo(RunState.DONE);
    assertThat(runs.subList(0, runs.size() - 1))
        .extracting(RunRecord::state)
        .doesNotContain(RunState.DONE, RunState.RUNNING);
    if (attempts > 0) {
      assertThat(runs.size()).isLessThanOrEqualTo((int) attempts);
    }
    Path file = folder.resolve(name);
    if (name.endsWith(".csv")) {
      assertThat(withoutIds(file)).isEqualTo(withoutIds(folder.resolve("calm.csv")));
    } else {
      assertThat(Files.size(file)).isPositive();
    }
  }

  /** Everything that was answered, in the order of the rows, as one hash. */
  private static String answers(String key) throws SQLException {
    return ask(
        """
        SELECT md5(string_agg(md5(row(user_id, as_of, model_version, inputs, margin, probability,
          score, decision, reasons::text)::text), '' ORDER BY prediction_id))
        FROM prediction_log.prediction WHERE caller = 'score-batch %s'
        """
            .formatted(key));
  }

  private static List<String> withoutIds(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.substring(line.indexOf(',') + 1))
        .toList();
  }

  private static void batch(String key, String name) {
    person.types(command(key, name)).endsWith(ExitCode.DONE);
  }

  private static String[] command(String key, String name) {
    return new String[] {"score-batch", "--as-of", "2022-06-30", "--key", key, "--out", file(name)};
  }

  private static DataSource database() {
    return server.getPostgresDatabase();
  }

  private static String ask(String question) throws SQLException {
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(String sql) {
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Map<String, String> login(String user, String password) {
    return Map.of("SURETY_DATABASE_USER", user, "SURETY_DATABASE_PASSWORD", password);
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
