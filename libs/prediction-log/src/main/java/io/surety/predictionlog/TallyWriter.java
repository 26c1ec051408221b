package io.surety.predictionlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;

/** Writes counts of requests, over connections that the caller gives. */
public final class TallyWriter {

  private static final String INSERT =
      """
      INSERT INTO prediction_log.tally
        (counted_from, instance, model_name, model_version, role, kind, input, count)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private TallyWriter() {}

  /**
   * Writes rows, all or none. Rows that are there already change nothing, so that who does not know
   * what came of a try tries it again.
   *
   * @param connection with autocommit
   * @throws SQLException when it did not succeed; whether they are there is then not known
   */
  public static void write(Connection connection, List<TallyRow> rows) throws SQLException {
    OneTransaction.of(connection, () -> insert(connection, rows));
  }

  private static void insert(Connection connection, List<TallyRow> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (TallyRow row : rows) {
        insert.setObject(1, row.from().atOffset(ZoneOffset.UTC));
        insert.setObject(2, row.instance());
        insert.setString(3, row.version().name());
        insert.setInt(4, row.version().number());
        insert.setString(5, row.role().toString());
        insert.setString(6, row.kind().toString());
        insert.setString(7, row.input());
        insert.setLong(8, row.count());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
