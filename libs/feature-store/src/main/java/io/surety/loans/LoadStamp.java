package io.surety.loans;

import io.surety.featurestore.LoadLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The number of a load, and the moment from which it is known: strictly after every earlier one,
 * also when the clock went back.
 *
 * @param first whether no loan was in the ledger before
 */
record LoadStamp(long ingestId, Instant knownAt, boolean first) {

  /**
   * Takes the next stamp. Waits until no other load runs on this database, and keeps others waiting
   * until the transaction ends.
   */
  static LoadStamp take(Connection connection, Clock clock) throws SQLException {
    LoadLock.take(connection);
    String next =
        """
        SELECT COALESCE(MAX(ingest_id), 0) + 1,
            GREATEST(CAST(? AS timestamptz), MAX(known_at) + INTERVAL '1 microsecond'),
            NOT EXISTS (SELECT FROM feature_store.loan)
        FROM feature_store.ingest
        """;
    try (PreparedStatement statement = connection.prepareStatement(next)) {
      statement.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Instant knownAt = row.getObject(2, OffsetDateTime.class).toInstant();
        return new LoadStamp(row.getLong(1), knownAt, row.getBoolean(3));
      }
    }
  }
}
