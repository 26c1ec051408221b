package io.surety.runs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * What all runs of a key hold to, whenever they begin.
 *
 * @param at when the first of them began
 */
public record Agreement(Instant at, Map<String, String> terms) {

  static Optional<Agreement> find(Connection connection, String kind, String key)
      throws SQLException {
    String query = "SELECT agreed_at, terms FROM run_log.agreement WHERE kind = ? AND run_key = ?";
    try (PreparedStatement question = connection.prepareStatement(query)) {
      question.setString(1, kind);
      question.setString(2, key);
      try (ResultSet row = question.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Agreement(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    RunJson.texts(row.getString(2))))
            : Optional.empty();
      }
    }
  }
}
