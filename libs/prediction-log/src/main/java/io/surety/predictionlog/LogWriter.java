package io.surety.predictionlog;

import io.surety.copy.BinaryCopy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Writes to the log, over connections that the caller gives. Where a day has no place yet, one is
 * made.
 */
public final class LogWriter {

  private static final String COMMAND =
      "COPY prediction_log.prediction (" + LogRows.COLUMNS + ") FROM STDIN (FORMAT binary)";

  /** check_violation: no part of the table takes the row. */
  private static final String NO_PLACE = "23514";

  private static final int MOST_DAYS = 366;
  private static final int LEAST_CAPACITY = 1 << 12;

  private LogWriter() {}

  /**
   * Writes rows with one COPY: all, or none if it throws before the server has answered. Without a
   * transaction around it they are durable when this returns.
   *
   * @param connection with autocommit; in a transaction the days have to be {@linkplain
   *     #prepareDays prepared} before
   */
  public static void write(Connection connection, List<LogRows> rows) throws SQLException {
    try {
      copy(connection, rows);
    } catch (SQLException failure) {
      if (!isWithoutPlace(failure) || !connection.getAutoCommit()) {
        throw failure;
      }
      prepareDaysOf(connection, rows);
      copy(connection, rows);
    }
  }

  /** Whether a row may have found no part of the table that takes it. */
  static boolean isWithoutPlace(SQLException failure) {
    return NO_PLACE.equals(failure.getSQLState());
  }

  private static void copy(Connection connection, List<LogRows> rows) throws SQLException {
    long bytes = LEAST_CAPACITY;
    for (LogRows each : rows) {
      bytes += each.bytes();
    }
    try (BinaryCopy copy =
        new BinaryCopy(
            connection.unwrap(PGConnection.class).getCopyAPI(),
            COMMAND,
            (int) Math.min(bytes, 1 << 17))) {
      for (LogRows each : rows) {
        copy.append(each.encoded());
      }
      copy.finish();
    }
  }

  static void prepareDaysOf(Connection connection, List<LogRows> rows) throws SQLException {
    for (LogRows each : rows) {
      if (!each.isEmpty()) {
        long days = 1 + ChronoUnit.DAYS.between(each.firstDay(), each.lastDay());
        prepareDays(connection, each.firstDay(), (int) Math.min(days, MOST_DAYS));
      }
    }
  }

  /** Makes a place for each of these days that has none; returns how many were made. */
  public static int prepareDays(Connection connection, LocalDate first, int days)
      throws SQLException {
    try (PreparedStatement asked =
        connection.prepareStatement("SELECT prediction_log.prepare_days(?, ?)")) {
      asked.setObject(1, first);
      asked.setInt(2, days);
      try (ResultSet made = asked.executeQuery()) {
        made.next();
        return made.getInt(1);
      }
    }
  }

  /** Writes nothing, with all that writing takes: throws when the log cannot be written to. */
  public static void prove(Connection connection) throws SQLException {
    try (PreparedStatement nothing =
        connection.prepareStatement(
            """
            INSERT INTO prediction_log.prediction
              (prediction_id, model_name, model_version, role, decision)
            SELECT gen_random_uuid(), '', 0, '', '' WHERE false
            """)) {
      nothing.executeUpdate();
    }
  }
}
