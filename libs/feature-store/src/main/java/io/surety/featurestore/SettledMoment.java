package io.surety.featurestore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Makes sure that no load will ever add to what was known at a moment. Loads follow one another and
 * each is known later than the one before, so up to the newest load everything is settled. After
 * it, a load that runs has its moment already but is not seen yet, and one that is still to start
 * gets a moment in the future.
 */
final class SettledMoment {

  private SettledMoment() {}

  /** Refuses a moment that is not settled. Ends the transaction, so that the next one sees all. */
  static void require(Connection connection, Instant asked, Duration patience) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    // The clock is read before the wait: whatever starts after the wait is known later than that.
    String query =
        """
        SELECT COALESCE(asked.moment <= (SELECT MAX(known_at) FROM feature_store.ingest), FALSE),
            asked.moment < clock_timestamp()
        FROM (SELECT CAST(? AS timestamptz) AS moment) AS asked
        """;
    try (PreparedStatement moment = connection.prepareStatement(query)) {
      moment.setObject(1, asked.atOffset(ZoneOffset.UTC));
      try (ResultSet row = moment.executeQuery()) {
        row.next();
        boolean settled = row.getBoolean(1);
        boolean past = row.getBoolean(2);
        if (!settled && !past) {
          throw new MomentRefused(
              "What is known at %s cannot be told yet, for it is in the future; leave it out to see what is known now, or name a past moment."
                  .formatted(asked));
        }
        if (!settled && !LoadLock.awaitRunningLoads(connection, patience)) {
          throw new MomentRefused(
              "A load is running that may still count as known at %s; try again when it has ended."
                  .formatted(asked));
        }
      }
    }
    connection.commit();
  }
}
