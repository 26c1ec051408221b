package io.surety.runs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * How far the runs of a key have come.
 *
 * @param step counted from 1
 * @param state what the next step needs to know
 */
public record Checkpoint(int step, Map<String, String> state) {

  /**
   * Records, in the transaction of the caller, that a run reached a step; fails when another run of
   * the key reached it, or this one was taken for gone.
   */
  public static void reach(Connection transaction, Run run, Checkpoint reached)
      throws SQLException {
    String insert = "INSERT INTO run_log.checkpoint (run_id, step, state) VALUES (?, ?, ?)";
    try (PreparedStatement row = transaction.prepareStatement(insert)) {
      row.setInt(1, run.id());
      row.setInt(2, reached.step());
      row.setString(3, RunJson.write(reached.state()));
      row.executeUpdate();
    }
  }

  static Optional<Checkpoint> last(Connection connection, String kind, String key)
      throws SQLException {
    String query =
        """
        SELECT step, state FROM run_log.checkpoint
        WHERE kind = ? AND run_key = ? ORDER BY step DESC LIMIT 1
        """;
    try (PreparedStatement question = connection.prepareStatement(query)) {
      question.setString(1, kind);
      question.setString(2, key);
      try (ResultSet row = question.executeQuery()) {
        return row.next()
            ? Optional.of(new Checkpoint(row.getInt(1), RunJson.texts(row.getString(2))))
            : Optional.empty();
      }
    }
  }
}
