package io.surety.prediction.audit;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the log what nobody waits for and what may be missing. It takes one of the log's
 * connections at most, waits for no disk, and tries nothing twice. Not for several threads at once.
 */
public final class UnhurriedLog {

  private final @Nullable HikariDataSource database;

  private UnhurriedLog(@Nullable HikariDataSource database) {
    this.database = database;
  }

  static UnhurriedLog of(HikariDataSource database) {
    return new UnhurriedLog(database);
  }

  /** One that keeps nothing, as the log does not either. */
  static UnhurriedLog none() {
    return new UnhurriedLog(null);
  }

  /** Whether anything is kept at all. */
  public boolean keeps() {
    return database != null;
  }

  /**
   * Writes rows, all or none. They are lost when the server breaks down within the next moment.
   *
   * @throws SQLException when it did not succeed
   */
  public void write(LogRows rows) throws SQLException {
    if (database == null) {
      return;
    }
    try (Connection connection = database.getConnection()) {
      boolean whole = false;
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET synchronous_commit = off");
        LogWriter.write(connection, List.of(rows));
        statement.execute("RESET synchronous_commit");
        whole = true;
      } finally {
        // Whoever takes it next relies on the disk.
        if (!whole) {
          database.evictConnection(connection);
        }
      }
    }
  }
}
