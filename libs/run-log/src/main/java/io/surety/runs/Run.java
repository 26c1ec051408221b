package io.surety.runs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A run that goes on, for as long as this process lives and this is open. What it takes in and
 * measures is gathered here and written with its end. Closed without an end, it has broken off.
 * Threads may share it.
 */
public final class Run implements AutoCloseable {

  private static final String UNIQUE_VIOLATION = "23505";

  private final DataSource database;
  private final RunPlan plan;
  private final int id;
  private final int attempt;
  private final Map<String, String> hashes = new LinkedHashMap<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private Connection session;

  Run(DataSource database, Connection session, RunPlan plan, int id, int attempt) {
    this.database = database;
    this.session = session;
    this.plan = plan;
    this.id = id;
    this.attempt = attempt;
  }

  /** Its number. */
  public int id() {
    return id;
  }

  /** The kind of job. */
  public String kind() {
    return plan.kind();
  }

  /** What has to happen once, if the run was given a key. */
  public Optional<String> key() {
    return plan.key();
  }

  /** Above 1 when an earlier run of the key failed or broke off. */
  public int attempt() {
    return attempt;
  }

  /** Notes the hash of something that went in or was made. */
  public synchronized void hash(String name, String hash) {
    hashes.put(name, hash);
  }

  /** Notes a figure; one that is no finite number is left out. */
  public synchronized void metric(String name, double value) {
    if (Double.isFinite(value)) {
      metrics.put(name, value);
    }
  }

  /** Notes how many of something there were. */
  public void count(String name, long number) {
    metric(name, (double) number);
  }

  /**
   * Ends the run well.
   *
   * @param message what came of it, in a sentence
   * @throws RunTaken when another process took the run for gone
   * @throws RunLogUnavailable when it cannot be recorded; the run then counts as broken off
   */
  public void done(String message) {
    end(RunState.DONE, message);
  }

  /** Ends the run, which could not do what was asked; throws as {@link #done} does. */
  public void failed(String message) {
    end(RunState.FAILED, message);
  }

  private synchronized void end(RunState outcome, String message) {
    try {
      try {
        write(outcome, message);
      } catch (SQLException first) {
        if (session.isValid(5)) {
          throw first;
        }
        reconnect();
        write(outcome, message);
      }
    } catch (SQLException failure) {
      throw RunLog.unavailable("The end of run %d could not be recorded".formatted(id), failure);
    } finally {
      close();
    }
  }

  private void write(RunState outcome, String message) throws SQLException {
    String insert =
        """
        INSERT INTO run_log.ending (run_id, outcome, message, hashes, metrics)
        VALUES (?, ?, ?, ?, ?)
        """;
    try (PreparedStatement row = session.prepareStatement(insert)) {
      row.setInt(1, id);
      row.setString(2, outcome.wireName());
      row.setString(3, message.isBlank() ? "It said nothing." : message);
      row.setString(4, RunJson.write(hashes));
      row.setString(5, RunJson.write(metrics));
      row.executeUpdate();
    } catch (SQLException failure) {
      // An end that is there already is this one, when its answer was lost with the connection.
      if (!UNIQUE_VIOLATION.equals(failure.getSQLState())) {
        throw failure;
      }
      if (!RunRows.outcome(session, id).equals(Optional.of(outcome))) {
        throw new RunTaken(id, failure);
      }
    }
  }

  /** Takes the lock again that went with the connection, unless somebody else has it. */
  private void reconnect() throws SQLException {
    close();
    session = database.getConnection();
    RunLocks.prepare(session);
    if (!RunLocks.tryTake(session, id)) {
      throw new RunTaken(id);
    }
  }

  /** Lets the run go; without an end it counts as broken off from now on. */
  @Override
  public synchronized void close() {
    try {
      session.close();
    } catch (SQLException gone) {
      // With its connection the lock is gone too.
    }
  }
}
