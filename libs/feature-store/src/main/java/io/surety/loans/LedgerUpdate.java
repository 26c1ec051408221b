package io.surety.loans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Optional;
import org.postgresql.util.PSQLState;

/**
 * Brings the arrival into the ledger: a loan that is known exactly so is left alone, one with other
 * content closes the version that was known, and what remains is written. Leaves the users whose
 * features are no longer right in the temporary table {@code touched_user}.
 */
final class LedgerUpdate {

  private static final String TOUCHED_BY_ARRIVAL =
      """
      CREATE TEMP TABLE touched_user ON COMMIT DROP AS
      SELECT DISTINCT user_id
      FROM arrival
      """;

  private final Connection connection;
  private final LoadStamp stamp;

  LedgerUpdate(Connection connection, LoadStamp stamp) {
    this.connection = connection;
    this.stamp = stamp;
  }

  /** What was done, in loans and in users. */
  record Result(long added, long changed, long unchanged, long usersTouched) {}

  /**
   * Writes the first loans of an empty ledger, without looking for loans that the file names twice:
   * the index, created at the end, finds them. Then nothing is written, and the answer is empty.
   */
  Optional<Result> applyFirst() throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT feature_store.drop_loan_index_of_empty_ledger()");
      long written = writeVersions("");
      statement.execute("SELECT feature_store.create_loan_index()");
      long users = statement.executeLargeUpdate(TOUCHED_BY_ARRIVAL);
      return Optional.of(new Result(written, 0, 0, users));
    } catch (SQLException failure) {
      if (!PSQLState.UNIQUE_VIOLATION.getState().equals(failure.getSQLState())) {
        throw failure;
      }
      connection.rollback(before);
      return Optional.empty();
    }
  }

  /** Brings an arrival that names each loan once into the ledger. */
  Result apply() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE pg_temp.arrival (loan_id, user_id)");
      long unchanged = statement.executeLargeUpdate(forgetWhatIsKnown());
      long users =
          statement.executeLargeUpdate(
              TOUCHED_BY_ARRIVAL
                  + """
                  UNION
                  SELECT current.user_id
                  FROM feature_store.loan AS current
                  JOIN arrival ON arrival.loan_id = current.loan_id
                  WHERE current.known_to = 'infinity'
                  """);
      long changed = closeVersions();
      // In the order of the index, which then only grows at its end.
      long written = writeVersions("ORDER BY loan_id");
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

  private long writeVersions(String order) throws SQLException {
    String columns = LoanColumn.ledgerNames("");
    String insert =
        """
        INSERT INTO feature_store.loan (%s, known_from, ingest_id, line)
        SELECT %s, CAST(? AS timestamptz), CAST(? AS bigint), line
        FROM arrival
        %s
        """
            .formatted(columns, columns, order);
    try (PreparedStatement versions = connection.prepareStatement(insert)) {
      versions.setObject(1, stamp.knownAt().atOffset(ZoneOffset.UTC));
      versions.setLong(2, stamp.ingestId());
      return versions.executeLargeUpdate();
    }
  }
}
