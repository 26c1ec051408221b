package io.surety.predictionlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The checks of logged features against features that were computed again. Writing takes {@code
 * surety_trainer}; reading also {@code surety_approver} or {@code surety_watcher}.
 */
public final class ConsistencyChecks {

  private static final int ROWS_AT_ONCE = 1_000;

  private final DataSource source;

  /** Works through connections of this source. */
  public ConsistencyChecks(DataSource source) {
    this.source = source;
  }

  /**
   * A feature that came out otherwise.
   *
   * @param logged NaN when it was missing
   * @param recomputed NaN when it is missing
   * @param userIsKnown false when there was no loan to compute anything from
   */
  public record Difference(
      UUID prediction, String feature, double logged, double recomputed, boolean userIsKnown) {}

  /**
   * What came of a check.
   *
   * @param sample how many were drawn; empty when all were taken
   * @param compared how many predictions were computed again
   * @param differing how many of them differ in a feature
   * @param differences in how many features altogether
   * @param apart those of the stretch that cannot be computed again
   * @param unknownVersions how many were left out because nobody knows their version's inputs
   */
  public record Check(
      UUID id,
      Predictions.Stretch stretch,
      OptionalInt sample,
      long compared,
      long differing,
      long differences,
      Lookups.Counts apart,
      long unknownVersions) {

    /** Whether everything that was compared is the same to the last bit. */
    public boolean isConsistent() {
      return differing == 0;
    }
  }

  /** A check as it is kept. */
  public record Kept(UUID id, Instant at, Instant until, long compared, long differing) {}

  /** The end of the newest check that took all predictions, not a sample. */
  public Optional<Instant> checkedUntil() {
    return newest("WHERE sample IS NULL").map(Kept::until);
  }

  /** The newest check. */
  public Optional<Kept> newest() {
    return newest("");
  }

  private Optional<Kept> newest(String condition) {
    String query =
        "SELECT check_id, checked_at, logged_until, compared, differing"
            + " FROM prediction_log.consistency_check "
            + condition
            + " ORDER BY checked_at DESC LIMIT 1";
    try (Connection connection = source.getConnection();
        PreparedStatement asked = connection.prepareStatement(query);
        ResultSet row = asked.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Kept(
                  row.getObject(1, UUID.class),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getObject(3, OffsetDateTime.class).toInstant(),
                  row.getLong(4),
                  row.getLong(5)))
          : Optional.empty();
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  /** Begins to write down a check, which is kept when {@link Writing#keep} has returned. */
  public Writing begin(UUID check) {
    try {
      return new Writing(source.getConnection(), check);
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  /** What else is written in the transaction that keeps a check. */
  @FunctionalInterface
  public interface Together {

    /** Writes it. */
    void write(Connection transaction) throws SQLException;
  }

  /** A check that is being written down. Closed before it is kept, it leaves no trace. */
  public static final class Writing implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement rows;
    private final UUID check;
    private int waiting;

    private Writing(Connection connection, UUID check) throws SQLException {
      this.connection = connection;
      this.check = check;
      connection.setAutoCommit(false);
      this.rows =
          connection.prepareStatement(
              """
              INSERT INTO prediction_log.consistency_difference
                (check_id, prediction_id, feature, logged, recomputed, user_is_known)
              VALUES (?, ?, ?, ?, ?, ?)
              """);
    }

    /** Adds a difference. */
    public void add(Difference difference) {
      try {
        rows.setObject(1, check);
        rows.setObject(2, difference.prediction());
        rows.setString(3, difference.feature());
        setDouble(4, difference.logged());
        setDouble(5, difference.recomputed());
        rows.setBoolean(6, difference.userIsKnown());
        rows.addBatch();
        if (++waiting == ROWS_AT_ONCE) {
          flush();
        }
      } catch (SQLException failure) {
        throw LogFailed.because(failure);
      }
    }

    private void setDouble(int column, double value) throws SQLException {
      if (Double.isNaN(value)) {
        rows.setNull(column, Types.DOUBLE);
      } else {
        rows.setDouble(column, value);
      }
    }

    private void flush() throws SQLException {
      if (waiting > 0) {
        rows.executeBatch();
        waiting = 0;
      }
    }

    /** Keeps the check with its differences, and what belongs to it, in one transaction. */
    public void keep(Check result, Together together) {
      String insert =
          """
          INSERT INTO prediction_log.consistency_check
            (check_id, logged_from, logged_until, sample, compared, differing, differences, erased,
             given, by_policy, unstated, unknown_versions)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """;
      try (PreparedStatement row = connection.prepareStatement(insert)) {
        flush();
        row.setObject(1, check);
        row.setObject(2, OffsetDateTime.ofInstant(result.stretch().from(), ZoneOffset.UTC));
        row.setObject(3, OffsetDateTime.ofInstant(result.stretch().until(), ZoneOffset.UTC));
        row.setObject(
            4, result.sample().isPresent() ? result.sample().getAsInt() : null, Types.INTEGER);
        row.setLong(5, result.compared());
        row.setLong(6, result.differing());
        row.setLong(7, result.differences());
        row.setLong(8, result.apart().erased());
        row.setLong(9, result.apart().given());
        row.setLong(10, result.apart().byPolicy());
        row.setLong(11, result.apart().unstated());
        row.setLong(12, result.unknownVersions());
        row.executeUpdate();
        together.write(connection);
        connection.commit();
      } catch (SQLException failure) {
        throw LogFailed.because(failure);
      }
    }

    @Override
    public void close() {
      try (connection) {
        rows.close();
        connection.rollback();
        connection.setAutoCommit(true);
      } catch (SQLException gone) {
        // What was not kept is gone with the connection, as it has to be.
      }
    }
  }
}
