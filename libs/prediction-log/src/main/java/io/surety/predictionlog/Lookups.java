package io.surety.predictionlog;

import io.surety.predictionlog.Predictions.Stretch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The predictions whose features were looked up, ordered by what was known then, so that they can
 * be computed again. It takes {@code surety_trainer}, {@code surety_approver} or {@code
 * surety_watcher}.
 */
public final class Lookups {

  private static final int ROWS_AT_ONCE = 1_000;

  private static final String OF_STRETCH =
      """
      FROM prediction_log.prediction
      WHERE prediction_id >= prediction_log.first_id(?) AND prediction_id < prediction_log.first_id(?)
      """;

  private static final String RECOMPUTABLE =
      " AND erasure_id IS NULL AND user_id IS NOT NULL AND as_of IS NOT NULL"
          + " AND inputs IS NOT NULL AND features_known_at IS NOT NULL ";

  private static final String COUNT =
      """
      SELECT
        count(*) FILTER (WHERE erasure_id IS NULL AND inputs IS NOT NULL AND as_of IS NOT NULL
          AND features_known_at IS NOT NULL) AS recomputable,
        count(*) FILTER (WHERE erasure_id IS NOT NULL) AS erased,
        count(*) FILTER (WHERE erasure_id IS NULL AND inputs IS NULL) AS by_policy,
        count(*) FILTER (WHERE erasure_id IS NULL AND inputs IS NOT NULL AND as_of IS NULL) AS given,
        count(*) FILTER (WHERE erasure_id IS NULL AND inputs IS NOT NULL AND as_of IS NOT NULL
          AND features_known_at IS NULL) AS unstated
      """;

  private final DataSource source;

  /** Reads through connections of this source. */
  public Lookups(DataSource source) {
    this.source = source;
  }

  /**
   * How many predictions of a stretch can be computed again, and why the others cannot.
   *
   * @param given their features came with the request
   * @param byPolicy no model answered
   * @param unstated they do not say which loads their features took into account
   */
  public record Counts(long recomputable, long erased, long given, long byPolicy, long unstated) {}

  /** Counts a stretch. */
  public Counts count(Stretch stretch) {
    try (Connection connection = source.getConnection();
        PreparedStatement asked = ask(connection, COUNT + OF_STRETCH, stretch);
        ResultSet row = asked.executeQuery()) {
      row.next();
      return new Counts(
          row.getLong("recomputable"),
          row.getLong("erased"),
          row.getLong("given"),
          row.getLong("by_policy"),
          row.getLong("unstated"));
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  /**
   * Gives out those that can be computed again, without their reasons: by what was known, by basis,
   * by id.
   *
   * @param sample so many of them at most, drawn by a hash of their ids: the same stretch gives the
   *     same sample
   */
  public void each(Stretch stretch, OptionalInt sample, Consumer<LoggedPrediction> taker) {
    String drawn =
        sample.isEmpty()
            ? ""
            : "ORDER BY hashtextextended(prediction_id::text, 0) LIMIT " + sample.getAsInt();
    String query =
        "SELECT "
            + PostgresPredictions.COLUMNS.replace("reasons::text AS reasons", "NULL AS reasons")
            + " FROM (SELECT * "
            + OF_STRETCH
            + RECOMPUTABLE
            + drawn
            + ") AS drawn ORDER BY features_known_at, features_basis, prediction_id";
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (PreparedStatement asked = ask(connection, query, stretch)) {
        asked.setFetchSize(ROWS_AT_ONCE);
        try (ResultSet row = asked.executeQuery()) {
          while (row.next()) {
            taker.accept(PostgresPredictions.read(row));
          }
        }
      } finally {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setAutoCommit(true);
      }
    } catch (SQLException failure) {
      throw LogFailed.because(failure);
    }
  }

  private static PreparedStatement ask(Connection connection, String query, Stretch stretch)
      throws SQLException {
    PreparedStatement asked = connection.prepareStatement(query);
    asked.setObject(1, OffsetDateTime.ofInstant(stretch.from(), ZoneOffset.UTC));
    asked.setObject(2, OffsetDateTime.ofInstant(stretch.until(), ZoneOffset.UTC));
    return asked;
  }
}
