package io.surety.featurestore;

import io.surety.feature.Basis;
import io.surety.feature.FeatureVector;
import io.surety.feature.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The parts that every question to {@code loan_features} shares: which loans count at a date, and
 * which columns describe the user then. The as-of date is always the parameter {@code asked.as_of}.
 */
final class FeatureQueries {

  /** So many columns {@link #columns} names. */
  static final int COLUMNS = 7;

  private FeatureQueries() {}

  /** The condition that a loan counts at {@code asked.as_of}. */
  static String counts(Basis basis) {
    return switch (basis) {
      case LATEST_LOAN -> "loan_date <= asked.as_of";
      case NEXT_LOAN -> "loan_date < asked.as_of";
    };
  }

  /** The columns of an answer, to be read by {@link #read}. */
  static String columns(Basis basis) {
    String loans =
        switch (basis) {
          case LATEST_LOAN -> "latest.nb_previous_loans, latest.avg_amount_loans_previous";
          case NEXT_LOAN -> "latest.nb_loans_to_date, latest.avg_amount_loans_to_date";
        };
    return "latest.user_id, latest.loan_date, "
        + loans
        + """
        ,
        feature_store.years_between(latest.birthday, asked.as_of),
        feature_store.years_between(latest.job_start_date, asked.as_of),
        latest.flag_own_car
        """;
  }

  /**
   * For each user of {@code asked}, the loan that describes the user at {@code asked.as_of}: one
   * descent of the relation's index of users, dates and loans.
   *
   * @param relation with the columns of {@code loan_features}
   */
  static String latest(Basis basis, String relation) {
    return """
    CROSS JOIN LATERAL (
        SELECT user_id, loan_date, nb_previous_loans, avg_amount_loans_previous,
            nb_loans_to_date, avg_amount_loans_to_date, birthday, job_start_date, flag_own_car
        FROM %s
        WHERE user_id = asked.user_id AND %s
        ORDER BY loan_date DESC, loan_id DESC
        LIMIT 1
    ) AS latest
    """
        .formatted(relation, counts(basis));
  }

  /** Users as {@code asked}: an array, whose places count from 1, at the date that comes first. */
  static String askedAll() {
    return """
    (
        SELECT users.user_id, users.place, CAST(? AS date) AS as_of
        FROM unnest(?) WITH ORDINALITY AS users (user_id, place)
    ) AS asked
    """;
  }

  /**
   * Reads the current row, whose first columns are {@link #columns}.
   *
   * @param knownAt the newest load that the row's statement sees
   */
  static UserFeatures read(ResultSet row, Instant knownAt) throws SQLException {
    double[] values = new double[5];
    for (int i = 0; i < values.length; i++) {
      double value = row.getDouble(3 + i);
      values[i] = row.wasNull() ? Double.NaN : value;
    }
    return new UserFeatures(
        new UserId(row.getLong(1)),
        row.getObject(2, LocalDate.class),
        FeatureVector.of(values),
        knownAt);
  }
}
