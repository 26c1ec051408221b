package io.surety.featurestore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates the temporary relations {@code loan} and {@code loan_features} of a snapshot. They shadow
 * the ledger's own, and end with the transaction that is rolled back.
 */
final class SnapshotRelations {

  private static final String LOAN_COLUMNS =
      """
      loan_id, user_id, code_gender, flag_own_car, flag_own_realty, cnt_children,
      amt_income_total, name_income_type, name_education_type, name_family_status,
      name_housing_type, days_birth, days_employed, flag_mobil, flag_work_phone, flag_phone,
      flag_email, occupation_type, cnt_fam_members, status, birthday, job_start_date, loan_date,
      loan_amount, known_from, known_to, ingest_id, line
      """;

  private SnapshotRelations() {}

  /** Creates them, and returns the newest load that they see. */
  static Optional<Instant> create(Connection connection, Optional<Instant> asked)
      throws SQLException {
    Optional<Instant> newest = newestLoad(connection, Optional.empty());
    Optional<Instant> seen = asked.isEmpty() ? newest : newestLoad(connection, asked);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL search_path = pg_temp, feature_store");
      statement.execute("SET LOCAL work_mem = '256MB'");
      if (seen.equals(newest)) {
        statement.execute(view("known_to = 'infinity'"));
      } else {
        String then = seen.map(instant -> "'" + instant + "'").orElse("'-infinity'");
        statement.execute(view("known_from <= %1$s AND known_to > %1$s".formatted(then)));
        statement.execute("CREATE TEMP TABLE loan_features AS " + FeatureStatement.text());
        statement.execute("CREATE INDEX ON loan_features (user_id, loan_date, loan_id)");
        statement.execute("ANALYZE loan_features");
      }
    }
    return seen;
  }

  private static String view(String known) {
    return "CREATE TEMP VIEW loan AS SELECT "
        + LOAN_COLUMNS
        + " FROM feature_store.loan WHERE "
        + known;
  }

  private static Optional<Instant> newestLoad(Connection connection, Optional<Instant> until)
      throws SQLException {
    String query =
        "SELECT MAX(known_at) FROM feature_store.ingest"
            + " WHERE known_at <= COALESCE(CAST(? AS timestamptz), 'infinity')";
    try (PreparedStatement newest = connection.prepareStatement(query)) {
      newest.setObject(1, until.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null));
      try (ResultSet row = newest.executeQuery()) {
        row.next();
        @Nullable OffsetDateTime found = row.getObject(1, OffsetDateTime.class);
        return Optional.ofNullable(found).map(OffsetDateTime::toInstant);
      }
    }
  }
}
