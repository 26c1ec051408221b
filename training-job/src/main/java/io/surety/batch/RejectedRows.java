package io.surety.batch;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** The rows of a shard that were not scored, as a file. */
record RejectedRows(Batch batch) {

  private static final int ROWS_AT_A_TIME = 1_000;
  private static final String QUERY =
      """
      SELECT place, user_id, column_name, reason FROM run_log.rejected_row
      WHERE kind = ? AND run_key = ? ORDER BY place
      """;

  void write(Path draft) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(draft);
        Connection connection = batch.database().getConnection()) {
      connection.setAutoCommit(false);
      csv.writeRecord("row", "user_id", "column", "reason");
      try (PreparedStatement rejected = connection.prepareStatement(QUERY)) {
        rejected.setFetchSize(ROWS_AT_A_TIME);
        rejected.setString(1, Batch.KIND);
        rejected.setString(2, batch.shard().keyOf(batch.key()));
        try (ResultSet row = rejected.executeQuery()) {
          while (row.next()) {
            csv.writeRecord(
                Long.toString(row.getLong(1) + 1),
                Objects.toString(row.getString(2), ""),
                row.getString(3),
                row.getString(4));
          }
        }
      }
    } catch (SQLException failure) {
      throw new BatchFailed(
          "The rejected rows could not be read (%s); start the batch again with its key."
              .formatted(failure.getMessage()),
          failure);
    }
  }
}
