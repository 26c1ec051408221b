package io.surety.loans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;

/**
 * Brings the arrival into the ledger: a loan that is known exactly so is left alone, one with other
 * content closes the version that was known, and what remains is written. Leaves the users whose
 * features are no longer right in the temporary table {@code touched_user}.
 */
final class LedgerUpdate {

  private final Connection connection;
  private final LoadStamp stamp;

  LedgerUpdate(Connection connection, LoadStamp stamp) {
    this.connection = connection;
    this.stamp = stamp;
  }

  /** What was done, in loans and in users. */
  record Result(long added, long changed, long unchanged, long usersTouched) {}

  Result apply() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long unchanged = 0;
      long changed = 0;
      if (!stamp.first()) {
        statement.execute("ANALYZE pg_temp.arrival (loan_id, user_id)");
        unchanged = statement.executeLargeUpdate(forgetWhatIsKnown());
      }
      long users = statement.executeLargeUpdate(touchedUsers());
      if (!stamp.first()) {
        changed = closeVersions();
      }
      long written = writeVersions();
      return new Result(written - changed, changed, unchanged, users);
    }
  }

  private static String forgetWhatIsKnown() {
    return """
    DELETE FROM arrival
    USING feature_store.loan AS current
    WHERE current.loan_id = arrival.loan_id
        AND current.known_to = 'infinity'
        AND ROW(%s) IS NOT DISTINCT FROM ROW(%s)
    """
        .formatted(LoanColumn.ledgerNames("current."), LoanColumn.ledgerNames("arrival."));
  }

  private String touchedUsers() {
    String now =
        "CREATE TEMP TABLE touched_user ON COMMIT DROP AS SELECT DISTINCT user_id FROM arrival";
    return stamp.first()
        ? now
        : now
            + """

            UNION
            SELECT current.user_id
            FROM feature_store.loan AS current
            JOIN arrival ON arrival.loan_id = current.loan_id
            WHERE current.known_to = 'infinity'
            """;
  }

  private long closeVersions() throws SQLException {
    String close =
        """
        UPDATE feature_store.loan AS current
        SET known_to = ?
        FROM arrival
        WHERE current.loan_id = arrival.loan_id AND current.known_to = 'infinity'
        """;
    try (PreparedStatement versions = connection.prepareStatement(close)) {
      versions.setObject(1, stamp.knownAt().atOffset(ZoneOffset.UTC));
      return versions.executeLargeUpdate();
    }
  }

  private long writeVersions() throws SQLException {
    String columns = LoanColumn.ledgerNames("");
    // Sorted, the index of current loans only ever grows at its end: a third of the time.
    String insert =
        """
        INSERT INTO feature_store.loan (%s, known_from, ingest_id, line)
        SELECT %s, CAST(? AS timestamptz), CAST(? AS bigint), line
        FROM arrival
        ORDER BY loan_id
        """
            .formatted(columns, columns);
    try (PreparedStatement versions = connection.prepareStatement(insert)) {
      versions.setObject(1, stamp.knownAt().atOffset(ZoneOffset.UTC));
      versions.setLong(2, stamp.ingestId());
      return versions.executeLargeUpdate();
    }
  }
}
