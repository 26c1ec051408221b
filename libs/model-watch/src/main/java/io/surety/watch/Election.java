package io.surety.watch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * An office that one holds at a time among all who connect to a database: a lock of a session, on a
 * connection of its own. Whoever does all that the office allows over {@link #source} cannot do it
 * after having lost the office, because both go with the connection. The server frees the lock when
 * the holder's process ends, and within some twenty seconds when its machine is gone.
 */
final class Election implements AutoCloseable {

  /** Who looks and switches. */
  static final String WATCH = "surety watch";

  /** Who tells the webhook. */
  static final String WEBHOOK = "surety webhook";

  private static final Logger LOG = LoggerFactory.getLogger(Election.class);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);
  private static final int VALID_WITHIN_SECONDS = 5;

  private final Connection connection;
  private final String office;
  private final SingleConnectionDataSource source;

  private Election(Connection connection, String office) {
    this.connection = connection;
    this.office = office;
    this.source = new SingleConnectionDataSource(connection, true);
  }

  /**
   * Tries to win an office; empty while somebody else holds it.
   *
   * @param source gives a connection that is not shared
   */
  static Optional<Election> tryWin(DataSource source, String office) throws SQLException {
    Connection connection = source.getConnection();
    boolean won = false;
    try {
      connection.setNetworkTimeout(Runnable::run, (int) ANSWERS_WITHIN.toMillis());
      try (Statement settings = connection.createStatement()) {
        settings.execute(
            "SET application_name = 'surety watch'; SET statement_timeout = '30s';"
                + " SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 3;"
                + " SET tcp_keepalives_count = 3");
      }
      won = ask(connection, "SELECT pg_try_advisory_lock(hashtextextended(?, 0))", office);
      return won ? Optional.of(new Election(connection, office)) : Optional.empty();
    } finally {
      if (!won) {
        connection.close();
      }
    }
  }

  /** The one connection that the office goes with. */
  DataSource source() {
    return source;
  }

  /** Whether it is still held. */
  boolean isHeld() {
    try {
      return connection.isValid(VALID_WITHIN_SECONDS);
    } catch (SQLException failure) {
      return false;
    }
  }

  /** Gives it up. */
  @Override
  public void close() {
    try (connection) {
      if (!connection.isClosed()) {
        ask(connection, "SELECT pg_advisory_unlock(hashtextextended(?, 0))", office);
      }
    } catch (SQLException gone) {
      // The server frees it with the connection.
      LOG.debug("office lost office=\"{}\"", office, gone);
    }
  }

  private static boolean ask(Connection connection, String sql, String office) throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement(sql)) {
      asked.setString(1, office);
      try (ResultSet answer = asked.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
