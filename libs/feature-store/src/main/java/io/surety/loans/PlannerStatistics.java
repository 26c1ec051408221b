package io.surety.loans;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the planner of the server knows of the ledger. The server would find out by itself, but
 * within a minute or so, and whoever trains at once after a first load would wait for bad plans.
 */
final class PlannerStatistics {

  /** The share at which the server would look at a table again by itself. */
  private static final int ONE_IN = 10;

  private PlannerStatistics() {}

  /** Refreshes them when a large share of all versions of loans was written by this load. */
  static void refreshAfter(Connection connection, long written) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (written == 0 || ONE_IN * written < versions(statement)) {
        return;
      }
      // The columns that statements look for, join and sort by: less than half the work of all.
      statement.execute(
          """
          ANALYZE feature_store.loan (loan_id, user_id, loan_date, status, known_from, known_to),
              feature_store.loan_features
          """);
    }
  }

  private static long versions(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT SUM(added + changed) FROM feature_store.ingest")) {
      row.next();
      return row.getLong(1);
    }
  }
}
