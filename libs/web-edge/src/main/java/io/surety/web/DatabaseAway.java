package io.surety.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that cannot be reached from a statement that is wrong. */
final class DatabaseAway {

  private DatabaseAway() {}

  /**
   * Whether a failure comes from a connection that was not to be had or broke (class 08), a server
   * that is shutting down or starting (class 57), or one that is out of connections (class 53), as
   * PostgreSQL numbers them.
   */
  static boolean causedIt(Throwable failure) {
    SQLException cause = Causes.find(failure, SQLException.class);
    if (cause == null) {
      return false;
    }
    String state = cause.getSQLState();
    return cause instanceof SQLTransientConnectionException
        || (state != null
            && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")));
  }
}
