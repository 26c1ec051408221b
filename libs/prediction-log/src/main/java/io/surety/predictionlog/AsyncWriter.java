package io.surety.predictionlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes to the log behind the answers, over connections that the caller gives, and keeps account
 * of it there: what a process takes along when it is killed, {@link AsyncProcesses} finds.
 */
public final class AsyncWriter {

  private static final String TELL = "SELECT prediction_log.tell_async(?, ?, ?, ?, ?, false)";
  private static final String END = "SELECT prediction_log.tell_async(?, ?, ?, ?, ?, true)";

  private AsyncWriter() {}

  /**
   * Writes rows and what is told with them in one transaction: all or nothing.
   *
   * @param connection with autocommit
   * @param word how the process stands when they are written
   * @throws SQLException when it did not succeed; unless the server refused it, it is not known
   *     whether they are there
   */
  public static void write(Connection connection, List<LogRows> rows, AsyncWord word)
      throws SQLException {
    try {
      writeOnce(connection, rows, word);
    } catch (SQLException failure) {
      if (!LogWriter.isWithoutPlace(failure)) {
        throw failure;
      }
      LogWriter.prepareDaysOf(connection, rows);
      writeOnce(connection, rows, word);
    }
  }

  private static void writeOnce(Connection connection, List<LogRows> rows, AsyncWord word)
      throws SQLException {
    OneTransaction.of(
        connection,
        () -> {
          LogWriter.write(connection, rows);
          tell(connection, word);
        });
  }

  /** Tells how a process stands, which is thereby known to go on. */
  public static void tell(Connection connection, AsyncWord word) throws SQLException {
    say(connection, TELL, word);
  }

  /** Tells how a process stands that ends, and is not missed from now on. */
  public static void end(Connection connection, AsyncWord word) throws SQLException {
    say(connection, END, word);
  }

  private static void say(Connection connection, String statement, AsyncWord word)
      throws SQLException {
    try (PreparedStatement told = connection.prepareStatement(statement)) {
      told.setObject(1, word.instance());
      told.setInt(2, word.mostWaiting());
      told.setLong(3, word.taken());
      told.setLong(4, word.written());
      told.setLong(5, word.lost());
      told.execute();
    }
  }
}
