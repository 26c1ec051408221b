package io.surety.loans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Loans that a file names more than once. The first row counts; a later one that says the same is
 * passed over, and one that says something else goes to quarantine, because nothing tells which of
 * the two is true.
 */
final class Repetitions {

  private static final int ROWS_AT_A_TIME = 1_000;

  private final Connection connection;

  Repetitions(Connection connection) {
    this.connection = connection;
  }

  /**
   * Leaves one row a loan in the arrival; returns how many rows said the same as an earlier one.
   */
  long takeOut(Quarantine quarantine) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long repeatedLoans =
          statement.executeLargeUpdate(
              """
              CREATE TEMP TABLE repeated_loan ON COMMIT DROP AS
              SELECT loan_id, MIN(line) AS first_line
              FROM arrival
              GROUP BY loan_id
              HAVING COUNT(*) > 1
              """);
      if (repeatedLoans == 0) {
        return 0;
      }
      long same = sort(quarantine);
      statement.execute(
          """
          DELETE FROM arrival
          USING repeated_loan
          WHERE arrival.loan_id = repeated_loan.loan_id
              AND arrival.line > repeated_loan.first_line
          """);
      return same;
    }
  }

  private long sort(Quarantine quarantine) throws SQLException {
    long same = 0;
    try (PreparedStatement later = connection.prepareStatement(laterRows())) {
      later.setFetchSize(ROWS_AT_A_TIME);
      try (ResultSet row = later.executeQuery()) {
        while (row.next()) {
          if (row.getBoolean("same")) {
            same++;
          } else {
            quarantine.add(contradiction(row));
          }
          if (quarantine.isFull()) {
            quarantine.write();
          }
        }
      }
    }
    quarantine.write();
    return same;
  }

  private static String laterRows() {
    return """
    SELECT later.line, later.loan_id, repeated_loan.first_line,
        ROW(%s) IS NOT DISTINCT FROM ROW(%s) AS same,
        %s
    FROM repeated_loan
    JOIN arrival AS earlier ON earlier.line = repeated_loan.first_line
    JOIN arrival AS later
        ON later.loan_id = repeated_loan.loan_id AND later.line > repeated_loan.first_line
    ORDER BY later.line
    """
        .formatted(
            LoanColumn.ledgerNames("earlier."),
            LoanColumn.ledgerNames("later."),
            LoanColumn.ledgerNames("later."));
  }

  private static BadRow contradiction(ResultSet row) throws SQLException {
    String reason =
        "the loan is on line %d already, with other content".formatted(row.getLong("first_line"));
    LoanRow text = new LoanRow();
    text.begin(row.getLong("line"));
    for (LoanColumn column : LoanColumn.ALL) {
      String value = row.getString(column.ledgerName());
      char[] characters = value == null ? new char[0] : value.toCharArray();
      text.add(characters, 0, characters.length);
    }
    return new BadRow(text.line(), LoanColumn.LOAN_ID.header(), reason, text.text());
  }
}
