package io.surety.runs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/**
 * The run log in PostgreSQL. Begins runs, keeps what they agree on and how far they have come, and
 * finds them again. Recording needs the role {@code surety_trainer}, reading also {@code
 * surety_approver} or {@code surety_watcher}.
 *
 * <p>Each run that goes on has a connection of its own, which holds the lock of the run. The source
 * must give it a session of the server that nobody else shares: no pooler that hands sessions
 * round.
 */
public final class RunLog {

  private final DataSource database;
  private final RunRows rows;

  /** Records and reads as the login of this source. */
  public RunLog(DataSource database) {
    this.database = database;
    this.rows = new RunRows(database);
  }

  /**
   * Begins a run. With a key: when a run of that key goes on or is done, nothing is begun; when the
   * last one failed or broke off, this is its next attempt. Of several processes that begin the
   * same key at once, one starts.
   *
   * @throws RunLogUnavailable when it cannot be recorded, and then nothing has begun
   */
  public Begun begin(RunPlan plan) {
    try {
      Connection session = database.getConnection();
      try {
        session.setAutoCommit(false);
        session.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        Begun begun = begin(session, plan);
        session.commit();
        if (begun instanceof Begun.Started) {
          session.setAutoCommit(true);
        } else {
          session.close();
        }
        return begun;
      } catch (SQLException | RuntimeException failure) {
        session.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw unavailable("The run could not be recorded, so it was not begun", failure);
    }
  }

  private Begun begin(Connection session, RunPlan plan) throws SQLException {
    RunLocks.prepare(session);
    if (plan.key().isEmpty()) {
      return new Begun.Started(insert(session, plan));
    }
    RunLocks.queueForKey(session, plan.kind(), plan.key().get());
    Optional<RunRecord> last = RunRows.last(session, plan.kind(), plan.key().get());
    if (last.isPresent() && last.get().ended().isEmpty()) {
      int id = last.get().id();
      if (!RunLocks.tryTakeForTransaction(session, id)) {
        return new Begun.Underway(last.get());
      }
      // Its process may have ended it between the look and the lock.
      last = RunRows.last(session, plan.kind(), plan.key().get());
      if (last.isPresent() && last.get().ended().isEmpty()) {
        RunRows.writeBrokenOff(session, id);
        return new Begun.Started(insert(session, plan));
      }
    }
    if (last.isPresent() && last.get().state() == RunState.DONE) {
      return new Begun.AlreadyDone(last.get());
    }
    return new Begun.Started(insert(session, plan));
  }

  private Run insert(Connection session, RunPlan plan) throws SQLException {
    String insert =
        """
        INSERT INTO run_log.run (kind, run_key, code_version, parameters, hashes, mlflow_experiment)
        VALUES (?, ?, ?, ?, ?, ?)
        RETURNING run_id, attempt
        """;
    try (PreparedStatement row = session.prepareStatement(insert)) {
      row.setString(1, plan.kind());
      row.setString(2, plan.key().orElse(null));
      row.setString(3, plan.code());
      row.setString(4, RunJson.write(plan.parameters()));
      row.setString(5, RunJson.write(plan.hashes()));
      row.setString(6, plan.experiment().orElse(null));
      try (ResultSet stamped = row.executeQuery()) {
        stamped.next();
        return new Run(database, session, plan, stamped.getInt(1), stamped.getInt(2));
      }
    }
  }

  /**
   * What all runs of a key hold to: these terms when nobody has settled any, or those that were
   * settled first.
   */
  public Agreement agree(String kind, String key, Map<String, String> terms) {
    String insert =
        """
        INSERT INTO run_log.agreement (kind, run_key, terms) VALUES (?, ?, ?)
        ON CONFLICT (kind, run_key) DO NOTHING
        """;
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement row = connection.prepareStatement(insert)) {
        row.setString(1, kind);
        row.setString(2, RunPlan.requireKey(key));
        row.setString(3, RunJson.write(terms));
        row.executeUpdate();
      }
      return Agreement.find(connection, kind, key).orElseThrow();
    } catch (SQLException failure) {
      throw unavailable("What runs of one key hold to could not be recorded", failure);
    }
  }

  /** What the runs of a key have agreed on, if any has begun. */
  public Optional<Agreement> findAgreement(String kind, String key) {
    try (Connection connection = database.getConnection()) {
      return Agreement.find(connection, kind, key);
    } catch (SQLException failure) {
      throw unavailable("The run log could not be read", failure);
    }
  }

  /** The last step that runs of a key have reached, if any. */
  public Optional<Checkpoint> lastCheckpoint(String kind, String key) {
    try (Connection connection = database.getConnection()) {
      return Checkpoint.last(connection, kind, key);
    } catch (SQLException failure) {
      throw unavailable("The run log could not be read", failure);
    }
  }

  /** A run by its number. */
  public Optional<RunRecord> find(int id) {
    return rows.find(id);
  }

  /** Every attempt of a key, in order. */
  public List<RunRecord> attempts(String kind, String key) {
    return rows.attempts(kind, key);
  }

  /** The newest runs, of one kind or of all, the newest first. */
  public List<RunRecord> newest(Optional<String> kind, int limit) {
    return rows.newest(kind, limit);
  }

  /** Runs that began since a moment, the oldest first: of many the newest, so many at most. */
  public List<RunRecord> since(Instant moment, int limit) {
    return rows.since(moment, limit);
  }

  /** Of each kind the newest run that did what was asked. */
  public List<RunRecord> lastDone() {
    return rows.lastDone();
  }

  /** Runs that asked for MLflow, have ended and are not logged there, the oldest first. */
  public List<RunRecord> dueAtMlflow(int limit) {
    return rows.dueAtMlflow(limit);
  }

  /** Writes down of every run whose process is gone that it broke off; returns how many did. */
  public int closeBrokenOff() {
    int closed = 0;
    try (Connection session = database.getConnection()) {
      session.setAutoCommit(false);
      for (OptionalInt id = RunRows.nextUnended(session, 0);
          id.isPresent();
          id = RunRows.nextUnended(session, id.getAsInt())) {
        if (RunLocks.tryTakeForTransaction(session, id.getAsInt())
            && !RunRows.hasEnded(session, id.getAsInt())) {
          RunRows.writeBrokenOff(session, id.getAsInt());
          closed++;
        }
        session.commit();
      }
      return closed;
    } catch (SQLException failure) {
      throw unavailable("The run log could not be written", failure);
    }
  }

  /** What a run is logged as elsewhere, kept so that it is logged once. */
  public interface Logging {

    /** Where the run is now. */
    RunRecord.Logged log(RunRecord run);
  }

  /**
   * Has a run logged elsewhere by this process alone, unless it is logged already; false when it
   * is, or another process is at it.
   */
  public boolean logOnce(RunRecord run, Logging logging) {
    try (Connection session = database.getConnection()) {
      session.setAutoCommit(false);
      if (!RunLocks.tryQueueForLogging(session, run.id()) || RunRows.isLogged(session, run.id())) {
        session.rollback();
        return false;
      }
      RunRecord.Logged logged = logging.log(run);
      String insert =
          """
          INSERT INTO run_log.mlflow_logged (run_id, server, experiment_id, mlflow_run_id)
          VALUES (?, ?, ?, ?)
          """;
      try (PreparedStatement row = session.prepareStatement(insert)) {
        row.setInt(1, run.id());
        row.setString(2, logged.server());
        row.setString(3, logged.experimentId());
        row.setString(4, logged.runId());
        row.executeUpdate();
      }
      session.commit();
      return true;
    } catch (SQLException failure) {
      throw unavailable("That a run is logged elsewhere could not be recorded", failure);
    }
  }

  static RunLogUnavailable unavailable(String sentence, SQLException failure) {
    return new RunLogUnavailable(sentence + " (" + failure.getMessage() + ").", failure);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
