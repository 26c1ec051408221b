package io.surety.loans;

import io.surety.featurestore.FeatureStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes {@code loan_features} right again after a load: computes every loan of the touched users
 * anew, for a late loan moves all the later ones. The first load needs no more than the arrival.
 */
final class FeatureRefresh {

  private final Connection connection;

  FeatureRefresh(Connection connection) {
    this.connection = connection;
  }

  /** Computes the features of a ledger that was empty before. */
  void computeFirst() throws SQLException {
    compute("FROM arrival");
  }

  /** Computes the features of the touched users anew. */
  void computeTouched() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE pg_temp.touched_user");
      statement.execute(
          """
          CREATE TEMP TABLE touched_loan ON COMMIT DROP AS
          SELECT loan_id
          FROM feature_store.loan_features
          WHERE user_id IN (SELECT user_id FROM touched_user)
          UNION
          SELECT loan_id
          FROM arrival
          """);
      statement.execute("ANALYZE pg_temp.touched_loan");
      statement.execute(
          """
          DELETE FROM feature_store.loan_features
          WHERE user_id IN (SELECT user_id FROM touched_user)
          """);
    }
    compute(
        """
        FROM feature_store.loan
        WHERE known_to = 'infinity' AND loan_id IN (SELECT loan_id FROM touched_loan)
        """);
  }

  private void compute(String loans) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TEMP VIEW loan AS
          SELECT loan_id, user_id, loan_date, loan_amount, birthday, job_start_date, flag_own_car
          %s
          """
              .formatted(loans));
      statement.executeLargeUpdate(
          "INSERT INTO feature_store.loan_features (%s)\n%s"
              .formatted(FeatureStatement.COLUMNS, FeatureStatement.text()));
      statement.execute("DROP VIEW pg_temp.loan");
    }
  }
}
