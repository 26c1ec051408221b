package io.surety.runs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of runs. */
final class RunRows {

  private static final String SELECT =
      """
      SELECT run_id, run_uuid, kind, run_key, attempt, state, started_at, started_by, ended_at,
        code_version, parameters, hashes, metrics, message, mlflow_experiment, mlflow_server,
        mlflow_experiment_id, mlflow_run_id
      FROM run_log.run_state
      """;

  private static final String BROKEN_OFF =
      """
      INSERT INTO run_log.ending (run_id, outcome, message, hashes, metrics)
      VALUES (?, 'broken_off', 'Its process was gone without an end.', '{}', '{}')
      """;

  private final DataSource database;

  RunRows(DataSource database) {
    this.database = database;
  }

  /** Sets what a question asks for. */
  private interface Asked {
    void set(PreparedStatement question) throws SQLException;
  }

  Optional<RunRecord> find(int id) {
    return read("WHERE run_id = ?", question -> question.setInt(1, id)).stream().findFirst();
  }

  List<RunRecord> attempts(String kind, String key) {
    return read(
        "WHERE kind = ? AND run_key = ? ORDER BY attempt",
        question -> {
          question.setString(1, kind);
          question.setString(2, key);
        });
  }

  List<RunRecord> newest(Optional<String> kind, int limit) {
    return read(
        "WHERE kind = COALESCE(?, kind) ORDER BY run_id DESC LIMIT ?",
        question -> {
          question.setString(1, kind.orElse(null));
          question.setInt(2, limit);
        });
  }

  List<RunRecord> since(Instant moment, int limit) {
    return read(
            "WHERE started_at >= ? ORDER BY run_id DESC LIMIT ?",
            question -> {
              question.setObject(1, moment.atOffset(ZoneOffset.UTC));
              question.setInt(2, limit);
            })
        .reversed();
  }

  List<RunRecord> lastDone() {
    return read(
        """
        WHERE run_id IN (
          SELECT max(r.run_id)
          FROM run_log.run r
          JOIN run_log.ending e USING (run_id)
          WHERE e.outcome = 'done'
          GROUP BY r.kind)
        ORDER BY run_id
        """,
        _ -> {});
  }

  List<RunRecord> dueAtMlflow(int limit) {
    return read(
        """
        WHERE ended AND mlflow_experiment IS NOT NULL AND mlflow_run_id IS NULL
        ORDER BY run_id LIMIT ?
        """,
        question -> question.setInt(1, limit));
  }

  private List<RunRecord> read(String which, Asked asked) {
    try (Connection connection = database.getConnection()) {
      List<RunRecord> records = read(connection, which, asked);
      // One that ended between the look at the rows and the look at the locks seems broken off; the
      // next look at the rows sees its end.
      boolean unsure =
          records.stream()
              .anyMatch(run -> run.state() == RunState.BROKEN_OFF && run.ended().isEmpty());
      return unsure ? read(connection, which, asked) : records;
    } catch (SQLException failure) {
      throw RunLog.unavailable("The run log could not be read", failure);
    }
  }

  private static List<RunRecord> read(Connection connection, String which, Asked asked)
      throws SQLException {
    try (PreparedStatement question = connection.prepareStatement(SELECT + which)) {
      asked.set(question);
      try (ResultSet rows = question.executeQuery()) {
        List<RunRecord> records = new ArrayList<>();
        while (rows.next()) {
          records.add(record(rows));
        }
        return records;
      }
    }
  }

  /** The last attempt of a key. */
  static Optional<RunRecord> last(Connection connection, String kind, String key)
      throws SQLException {
    return read(
            connection,
            "WHERE kind = ? AND run_key = ? ORDER BY attempt DESC LIMIT 1",
            question -> {
              question.setString(1, kind);
              question.setString(2, key);
            })
        .stream()
        .findFirst();
  }

  /** Writes the end of a run whose lock this session holds, and whose process did not. */
  static void writeBrokenOff(Connection connection, int run) throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(BROKEN_OFF)) {
      row.setInt(1, run);
      row.executeUpdate();
    }
  }

  static OptionalInt nextUnended(Connection connection, int after) throws SQLException {
    String query =
        """
        SELECT r.run_id FROM run_log.run r
        WHERE r.run_id > ? AND NOT EXISTS (SELECT FROM run_log.ending e WHERE e.run_id = r.run_id)
        ORDER BY r.run_id LIMIT 1
        """;
    try (PreparedStatement question = connection.prepareStatement(query)) {
      question.setInt(1, after);
      try (ResultSet row = question.executeQuery()) {
        return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  static boolean hasEnded(Connection connection, int run) throws SQLException {
    return outcome(connection, run).isPresent();
  }

  /** What was written as the end of a run, if anything. */
  static Optional<RunState> outcome(Connection connection, int run) throws SQLException {
    String query = "SELECT outcome FROM run_log.ending WHERE run_id = ?";
    try (PreparedStatement question = connection.prepareStatement(query)) {
      question.setInt(1, run);
      try (ResultSet row = question.executeQuery()) {
        return row.next() ? Optional.of(RunState.ofWireName(row.getString(1))) : Optional.empty();
      }
    }
  }

  static boolean isLogged(Connection connection, int run) throws SQLException {
    String query = "SELECT FROM run_log.mlflow_logged WHERE run_id = ?";
    try (PreparedStatement question = connection.prepareStatement(query)) {
      question.setInt(1, run);
      try (ResultSet row = question.executeQuery()) {
        return row.next();
      }
    }
  }

  private static RunRecord record(ResultSet row) throws SQLException {
    @Nullable OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    @Nullable String message = row.getString("message");
    @Nullable String server = row.getString("mlflow_server");
    return new RunRecord(
        row.getInt("run_id"),
        row.getObject("run_uuid", UUID.class),
        row.getString("kind"),
        Optional.ofNullable(row.getString("run_key")),
        row.getInt("attempt"),
        RunState.ofWireName(row.getString("state")),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getString("started_by"),
        Optional.ofNullable(ended).map(OffsetDateTime::toInstant),
        row.getString("code_version"),
        RunJson.texts(row.getString("parameters")),
        RunJson.texts(row.getString("hashes")),
        RunJson.numbers(row.getString("metrics")),
        message == null ? "" : message,
        Optional.ofNullable(row.getString("mlflow_experiment")),
        server == null
            ? Optional.empty()
            : Optional.of(
                new RunRecord.Logged(
                    server,
                    row.getString("mlflow_experiment_id"),
                    row.getString("mlflow_run_id"))));
  }
}
