package io.surety.loans;

import io.surety.copy.BinaryCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * The good rows of a file, in the temporary table {@code arrival} of the transaction. It is not
 * logged and has no index, so that the server takes rows as fast as they are parsed.
 */
final class Arrival {

  private static final long ROWS_BETWEEN_REPORTS = 50_000;

  private final Connection connection;

  private Arrival(Connection connection) {
    this.connection = connection;
  }

  static Arrival create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE arrival ON COMMIT DROP AS SELECT %s FROM feature_store.loan WITH NO DATA"
              .formatted(RowEncoder.columns()));
    }
    return new Arrival(connection);
  }

  /** Reads a file to its end: good rows into the table, bad rows into quarantine. */
  void read(LoanFile file, Quarantine quarantine, Progress progress)
      throws SQLException, UnreadableFile {
    String command =
        "COPY pg_temp.arrival (" + RowEncoder.columns() + ") FROM STDIN (FORMAT binary)";
    try (BinaryCopy copy =
        new BinaryCopy(connection.unwrap(PGConnection.class).getCopyAPI(), command)) {
      RowEncoder encoder = new RowEncoder(file.header(), copy);
      while (file.next()) {
        try {
          encoder.write(file.row());
        } catch (RuleBroken broken) {
          quarantine.add(broken.of(file.row()));
        }
        if (quarantine.isFull()) {
          copy.finish();
          quarantine.write();
        }
        if (file.read() % ROWS_BETWEEN_REPORTS == 0) {
          progress.rows(file.read());
        }
      }
      copy.finish();
    }
    quarantine.write();
    progress.rows(file.read());
  }
}
