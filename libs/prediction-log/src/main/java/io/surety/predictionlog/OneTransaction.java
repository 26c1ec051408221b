package io.surety.predictionlog;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done as a whole or not at all. */
final class OneTransaction {

  private OneTransaction() {}

  /** Statements of one transaction. */
  @FunctionalInterface
  interface Work {

    /** Executes them. */
    void run() throws SQLException;
  }

  /**
   * Does work and commits it.
   *
   * @param connection with autocommit, which it has again afterwards unless it broke
   * @throws SQLException when it did not succeed; unless the server refused it, nobody knows
   *     whether it was done
   */
  static void of(Connection connection, Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      try {
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw failure;
    }
  }
}
