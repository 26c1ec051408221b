package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import io.surety.simulation.LoanBook;
import io.surety.testing.KillableServer;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches that are killed at random instants, or PostgreSQL is, until they are done: everything is
 * there once, and the files are those of a batch that nobody disturbed.
 */
class KilledBatchIT {

  private static final long SLOWEST_MILLIS = 2_500;
  private static final List<Kind> KINDS =
      List.of(
          new Kind("everybody as CSV", "csv", List.of()),
          new Kind("named users", "csv", List.of("--input", "users.csv")),
          new Kind("everybody as Parquet", "parquet", List.of()));

  @TempDir static Path folder;

  private static KillableServer server;
  private static TestDatabase database;
  private static TestPerson person;

  @BeforeAll
  static void trainAModel() throws IOException, SQLException {
    server = KillableServer.create();
    database = TestDatabase.create(server);
    person = TestPerson.of(database, database.user(), database.password());
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
    String users = ask("SELECT string_agg(DISTINCT user_id::text, E'\\n') FROM feature_store.loan");
    Files.writeString(folder.resolve("users.csv"), "user_id\nnobody\n" + users + "\n5008807\n");
    for (Kind kind : KINDS) {
      person.types(command(kind, kind.calm())).endsWith(ExitCode.DONE);
    }
  }

  /**
   * What is scored, and where to.
   *
   * @param input what is typed besides
   */
  private record Kind(String name, String ending, List<String> input) {

    /** The key of the batch that nobody disturbs. */
    String calm() {
      return "calm " + name;
    }

    /** The file of a batch. */
    String file(String key) {
      return key + "." + ending;
    }
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  @Test
  void givesTheSameOnceHoweverOftenItOrPostgresqlIsKilled() throws Exception {
    KilledProgram killed = new KilledProgram("KilledBatchIT", server, 20, SLOWEST_MILLIS);
    for (int round = 0; !killed.isEnough(); round++) {
      String key = "killed " + round;
      Kind kind = KINDS.get(round % KINDS.size());
      int starts =
          killed.untilDone(
              () -> ProgramProcess.start("256m", person, command(kind, key)),
              List.of(ExitCode.DONE));
      requireWhole(kind, key, starts, killed.told());
    }
  }

  private static void requireWhole(Kind kind, String key, int starts, String told)
      throws Exception {
    String log =
        "SELECT count(*) || ' ' || count(DISTINCT user_id) FROM prediction_log.prediction"
            + " WHERE caller = 'score-batch %s'";
    assertThat(ask(log.formatted(key))).as(told).isEqualTo(ask(log.formatted(kind.calm())));
    assertThat(answers(key)).as(told).isEqualTo(answers(kind.calm()));
    assertThat(rejected(key)).as(told).isEqualTo(rejected(kind.calm()));
    List<RunRecord> runs = new RunLog(database()).attempts("score-batch", key);
    assertThat(runs.getLast().state()).isEqualTo(RunState.DONE);
    assertThat(runs.subList(0, runs.size() - 1))
        .extracting(RunRecord::state)
        .doesNotContain(RunState.DONE, RunState.RUNNING);
    assertThat(runs).as(told).hasSizeLessThanOrEqualTo(starts);
    Path file = folder.resolve(kind.file(key));
    if (kind.ending.equals("csv")) {
      assertThat(withoutIds(file)).isEqualTo(withoutIds(folder.resolve(kind.file(kind.calm()))));
    } else {
      assertThat(Files.size(file)).isPositive();
    }
  }

  /** Everything that was not scored, in the order of the rows. */
  private static String rejected(String key) throws SQLException {
    return ask(
        """
        SELECT coalesce(string_agg(row(place, user_id, reason)::text, ' ' ORDER BY place), 'none')
        FROM run_log.rejected_row WHERE run_key = '%s'
        """
            .formatted(key));
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
        .map(line -> line.replaceFirst("[0-9a-f]{8}-[0-9a-f-]{27},", ""))
        .toList();
  }

  private static String[] command(Kind kind, String key) {
    List<String> typed = new ArrayList<>(List.of("score-batch", "--as-of", "2022-06-30"));
    // Who is killed has the clock of this machine, and who is not has that of the book.
    typed.addAll(List.of("--stale-after", "never"));
    typed.addAll(List.of("--key", key, "--out", file(kind.file(key))));
    kind.input.forEach(word -> typed.add(word.endsWith(".csv") ? file(word) : word));
    return typed.toArray(String[]::new);
  }

  private static DataSource database() {
    return database.owner();
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
