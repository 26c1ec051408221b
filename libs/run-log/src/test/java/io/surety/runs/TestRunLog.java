package io.surety.runs;

import io.surety.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A migrated run log in a database of its own, used as a login that may do no more than train. */
final class TestRunLog implements AutoCloseable {

  private static final AtomicInteger LOGINS = new AtomicInteger();

  private final TestDatabase database;
  private final String trainer;

  private TestRunLog(TestDatabase database, String trainer) {
    this.database = database;
    this.trainer = trainer;
  }

  static TestRunLog create() throws SQLException {
    TestDatabase database = TestDatabase.create();
    RunLogMigrations.migrate(database.owner());
    TestRunLog log = new TestRunLog(database, "runs_login_" + LOGINS.incrementAndGet());
    log.execute("CREATE ROLE %s LOGIN PASSWORD 'secret'".formatted(log.trainer));
    log.execute("GRANT surety_trainer TO " + log.trainer);
    return log;
  }

  RunLog log() {
    return new RunLog(trainer());
  }

  DataSource trainer() {
    return database.login(trainer, "secret");
  }

  DataSource login(String group) throws SQLException {
    String name = "runs_login_" + LOGINS.incrementAndGet();
    execute("CREATE ROLE %s LOGIN PASSWORD 'secret'".formatted(name));
    execute("GRANT %s TO %s".formatted(group, name));
    return database.login(name, "secret");
  }

  TestDatabase database() {
    return database;
  }

  String trainerName() {
    return trainer;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Ends every session of the trainer, as a server does that restarts. */
  void cutOffTrainers() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '%s'"
            .formatted(trainer));
  }

  long count(String query) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  static Run started(Begun begun) {
    if (begun instanceof Begun.Started(Run run)) {
      return run;
    }
    throw new AssertionError("The run was not started, but " + begun);
  }

  @Override
  public void close() {
    database.close();
  }
}
