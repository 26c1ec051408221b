package io.surety.runs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The locks of the run log. They belong to sessions, so the server frees those of the dead. */
final class RunLocks {

  private RunLocks() {}

  /**
   * Has the server notice within a minute when the other end of this session is gone without a
   * word, such as a machine without power, and never end it for being idle.
   */
  static void prepare(Connection session) throws SQLException {
    RunLog.execute(
        session,
        """
        SET tcp_keepalives_idle = 30;
        SET tcp_keepalives_interval = 10;
        SET tcp_keepalives_count = 3;
        SET idle_session_timeout = 0;
        """);
  }

  /** Lets those who begin the same key take turns until the transaction ends. */
  static void queueForKey(Connection session, String kind, String key) throws SQLException {
    String lock =
        "SELECT pg_advisory_xact_lock(hashtextextended('surety run ' || ? || ' ' || ?, 0))";
    try (PreparedStatement statement = session.prepareStatement(lock)) {
      statement.setString(1, kind);
      statement.setString(2, key);
      statement.execute();
    }
  }

  /** Takes the lock of a run until the transaction ends; false when its process lives. */
  static boolean tryTakeForTransaction(Connection session, int run) throws SQLException {
    return ask(session, "SELECT pg_try_advisory_xact_lock(run_log.lock_class(), ?)", run);
  }

  /** Takes the lock of a run until the session ends; false when another session holds it. */
  static boolean tryTake(Connection session, int run) throws SQLException {
    return ask(session, "SELECT pg_try_advisory_lock(run_log.lock_class(), ?)", run);
  }

  /**
   * Lets one process log a run elsewhere until the transaction ends; false when another is at it.
   */
  static boolean tryQueueForLogging(Connection session, int run) throws SQLException {
    return ask(
        session,
        "SELECT pg_try_advisory_xact_lock(hashtextextended('surety run logged ' || ?::int, 0))",
        run);
  }

  private static boolean ask(Connection session, String question, int run) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(question)) {
      statement.setInt(1, run);
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return answer.getBoolean(1);
      }
    }
  }
}
