package io.surety.prediction.audit;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes rows to the log, each call in one transaction. A connection that broke is replaced and the
 * rows are written again while there is time: their ids are the same, so when the first try had
 * come through after all, the second says so and changes nothing.
 */
final class Commits {

  private static final String TAKEN = "23505";
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final int LEAST_MILLIS = 10;

  private final HikariDataSource database;
  private final AuditMetrics metrics;
  private final Writing writing;

  Commits(HikariDataSource database, AuditMetrics metrics) {
    this(database, metrics, LogWriter::write);
  }

  Commits(HikariDataSource database, AuditMetrics metrics, Writing writing) {
    this.database = database;
    this.metrics = metrics;
    this.writing = writing;
  }

  /** Writes rows over a connection, all or none. */
  @FunctionalInterface
  interface Writing {

    /** Throws when it did not succeed, or nobody knows whether it did. */
    void write(Connection connection, List<LogRows> rows) throws SQLException;
  }

  /**
   * Writes rows, all or none.
   *
   * @param end the time by {@link System#nanoTime()} until which it is tried
   * @param again whether the same rows were tried before, with an end that is not known
   * @throws SQLException when it did not succeed; whether they are in the log is then not known
   */
  void write(List<LogRows> rows, long end, boolean again) throws SQLException {
    long begun = System.nanoTime();
    boolean mayBeThere = again;
    while (true) {
      try {
        writeOnce(rows, end);
        metrics.committed(rows, System.nanoTime() - begun);
        return;
      } catch (SQLException failure) {
        if (mayBeThere && TAKEN.equals(failure.getSQLState())) {
          metrics.committed(rows, System.nanoTime() - begun);
          return;
        }
        if (!isConnectionLost(failure) || end - System.nanoTime() <= PAUSE_NANOS) {
          if (!isForGood(failure)) {
            metrics.failed(failure);
          }
          throw failure;
        }
        mayBeThere = true;
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void writeOnce(List<LogRows> rows, long end) throws SQLException {
    try (Connection connection = database.getConnection()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      connection.setNetworkTimeout(Runnable::run, (int) Math.max(LEAST_MILLIS, left));
      try {
        writing.write(connection, rows);
      } catch (SQLException failure) {
        // COPY passes the pool by, which would take a broken connection for a good one.
        if (isConnectionLost(failure)) {
          database.evictConnection(connection);
        }
        throw failure;
      }
    }
  }

  /** A connection that broke (class 08), or a server that goes down or comes up (class 57P). */
  private static boolean isConnectionLost(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P");
  }

  /**
   * Whether trying again would change nothing: data that no table takes (class 22), that breaks a
   * rule of this one (class 23), or of the log's own (class SL), such as a day that it makes no
   * place for.
   */
  static boolean isForGood(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("SL");
  }
}
