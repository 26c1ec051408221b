package io.surety.predictionlog;

import io.surety.copy.BinaryCopy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Takes outcomes down. All that arrive together are one transaction: each is recorded, was known
 * before, or is refused with its line, and when too many are refused nothing is recorded. The same
 * again changes nothing. A login with {@code surety_trainer} is enough.
 */
public final class Outcomes {

  /** Whoever records outcomes holds this lock until the end of the transaction. */
  public static final String ONE_AT_A_TIME =
      "SELECT pg_advisory_xact_lock(hashtextextended('surety outcomes', 0))";

  private static final String ARRIVED =
      """
      CREATE TEMP TABLE arrived_outcome (
        line bigint NOT NULL,
        prediction_id uuid NOT NULL,
        bad boolean NOT NULL,
        known_on date NOT NULL,
        reason text
      ) ON COMMIT DROP
      """;

  private static final String COPY =
      "COPY arrived_outcome (line, prediction_id, bad, known_on) FROM STDIN (FORMAT binary)";

  /** A reason for each line that contradicts the log, the clock, or another line. */
  private static final String JUDGE =
      """
      UPDATE arrived_outcome a
      SET reason = judged.reason
      FROM (
        SELECT
          b.line,
          CASE
            WHEN p.prediction_id IS NULL THEN
              'no prediction with this id is in the log'
            WHEN p.erasure_id IS NOT NULL THEN
              'the person of this prediction was erased'
            WHEN p.probability IS NULL THEN
              'the policy answered here and no model, so there is nothing to compare'
            WHEN b.known_on > (clock_timestamp() AT TIME ZONE 'UTC')::date THEN
              'known_on is in the future'
            WHEN b.known_on < least(p.as_of, p.decided_on) THEN
              'known_on is before the day of the prediction'
            WHEN o.prediction_id IS NOT NULL AND o.bad <> b.bad THEN
              'the other outcome is recorded for this day already'
            WHEN min(b.bad::int) OVER same_day <> max(b.bad::int) OVER same_day THEN
              'another line says the opposite for the same day'
          END AS reason
        FROM arrived_outcome b
        LEFT JOIN LATERAL (
          SELECT logged.prediction_id, logged.erasure_id, logged.probability, logged.as_of,
            (uuid_extract_timestamp(logged.prediction_id) AT TIME ZONE 'UTC')::date AS decided_on
          FROM prediction_log.prediction logged
          WHERE logged.prediction_id = b.prediction_id
        ) AS p ON true
        LEFT JOIN prediction_log.outcome o
          ON o.prediction_id = b.prediction_id AND o.known_on = b.known_on
        WINDOW same_day AS (PARTITION BY b.prediction_id, b.known_on)
      ) AS judged
      WHERE judged.line = a.line AND judged.reason IS NOT NULL
      """;

  private static final String RECORD =
      """
      INSERT INTO prediction_log.outcome (prediction_id, known_on, bad)
      SELECT DISTINCT a.prediction_id, a.known_on, a.bad
      FROM arrived_outcome a
      WHERE a.reason IS NULL AND NOT EXISTS (
        SELECT FROM prediction_log.outcome o
        WHERE o.prediction_id = a.prediction_id AND o.known_on = a.known_on)
      """;

  private final DataSource source;

  /** Works through connections of this source. */
  public Outcomes(DataSource source) {
    this.source = source;
  }

  /** An outcome and where it stood. */
  public record Arrived(long line, Outcome outcome) {}

  /** Why a line was refused. */
  public record Refused(long line, String reason) {}

  /**
   * What came of all.
   *
   * @param recorded whether anything could be: false when too many were refused
   * @param arrived how many lines there were, those that could not be read left out
   * @param added how many outcomes are new
   * @param refused in the order of their lines
   */
  public record Taken(boolean recorded, long arrived, long added, List<Refused> refused) {
    public Taken {
      refused = List.copyOf(refused);
    }
  }

  /** Gives out what arrives, once. */
  @FunctionalInterface
  public interface Arriving {
    /** Hands over one after the other. */
    void each(Taker taker) throws SQLException;
  }

  /** Takes one. */
  @FunctionalInterface
  public interface Taker {
    /** Sends it on its way. */
    void take(Arrived outcome) throws SQLException;
  }

  /**
   * Takes down what arrives.
   *
   * @param tolerance says when nothing at all is recorded, because too many lines were refused
   */
  public Taken take(Arriving arriving, Tolerance tolerance) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Taken taken = take(connection, arriving, tolerance);
        if (taken.recorded()) {
          connection.commit();
        } else {
          connection.rollback();
        }
        return taken;
      } catch (SQLException | RuntimeException failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  /** How many lines may be refused, of so many that came. */
  @FunctionalInterface
  public interface Tolerance {
    /** Whether the others are recorded all the same. */
    boolean allows(long refused, long arrived);
  }

  private static Taken take(Connection connection, Arriving arriving, Tolerance tolerance)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(ONE_AT_A_TIME);
      statement.execute(ARRIVED);
      long arrived = copy(connection, arriving);
      statement.execute("ANALYZE arrived_outcome");
      statement.executeUpdate(JUDGE);
      List<Refused> refused = refused(statement);
      if (!tolerance.allows(refused.size(), arrived)) {
        return new Taken(false, arrived, 0, refused);
      }
      return new Taken(true, arrived, statement.executeUpdate(RECORD), refused);
    }
  }

  private static long copy(Connection connection, Arriving arriving) throws SQLException {
    long[] count = {0};
    try (BinaryCopy copy =
        new BinaryCopy(connection.unwrap(PGConnection.class).getCopyAPI(), COPY)) {
      arriving.each(arrived -> {
        copy.beginRow(4);
        copy.writeLong(arrived.line());
        copy.writeUuid(arrived.outcome().prediction());
        copy.writeBytes(new byte[] {(byte) (arrived.outcome().bad() ? 1 : 0)});
        copy.writeDay(arrived.outcome().knownOn().toEpochDay());
        count[0]++;
      });
      copy.finish();
    }
    return count[0];
  }

  private static List<Refused> refused(Statement statement) throws SQLException {
    List<Refused> refused = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            "SELECT line, reason FROM arrived_outcome WHERE reason IS NOT NULL ORDER BY line")) {
      while (row.next()) {
        refused.add(new Refused(row.getLong("line"), String.valueOf(row.getString("reason"))));
      }
    }
    return refused;
  }
}
