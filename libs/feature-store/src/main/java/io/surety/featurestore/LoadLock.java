package io.surety.featurestore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The lock that a load holds from before it takes its moment until its transaction ends. */
public final class LoadLock {

  /**
   * "surety" and "loan" in letters of the telephone: any number would do, if nobody else uses it.
   */
  private static final long KEY = 787389_5626L;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private LoadLock() {}

  /**
   * Waits until no other load runs on this database, and keeps others waiting until the transaction
   * ends.
   */
  public static void take(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("SELECT pg_advisory_xact_lock(" + KEY + ")");
    }
  }

  /**
   * Waits until every load that runs now has ended; false when that takes too long. Loads wait in
   * their turn until the transaction ends.
   */
  static boolean awaitRunningLoads(Connection connection, Duration patience) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("SET LOCAL lock_timeout = '" + patience.toMillis() + "ms'");
      lock.execute("SELECT pg_advisory_xact_lock_shared(" + KEY + ")");
      return true;
    } catch (SQLException failure) {
      if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
        return false;
      }
      throw failure;
    }
  }
}
