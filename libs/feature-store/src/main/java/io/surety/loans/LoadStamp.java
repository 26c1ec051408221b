package io.surety.loans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
   * "surety" and "loan" in letters of the telephone: any number would do, if nobody else uses it.
   */
  private static final long LOCK = 787389_5626L;

  /**
   * Takes the next stamp. Waits until no other load runs on this database, and keeps others waiting
   * until the transaction ends.
   */
  static LoadStamp take(Connection connection, Clock clock) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }
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
