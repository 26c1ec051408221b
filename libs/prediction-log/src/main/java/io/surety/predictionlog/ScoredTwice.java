package io.surety.predictionlog;

import static java.util.Objects.requireNonNull;

import io.surety.bundle.Decision;
import io.surety.feature.UserId;
import io.surety.registry.ModelVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The requests that two versions have both scored: one of them answered and the other scored in its
 * shadow, or both scored in the shadow of a third. It takes {@code surety_trainer}, {@code
 * surety_approver} or {@code surety_watcher}.
 */
public final class ScoredTwice {

  private static final int ROWS_AT_ONCE = 1_000;

  /** What is scored in shadow is logged later, and hardly more than that. */
  private static final Duration LATEST = Duration.ofHours(1);

  private static final String PAIRS =
      """
      WITH scored AS (
        SELECT prediction_id, coalesce(beside, prediction_id) AS request, model_version, user_id,
          probability, score, decision
        FROM prediction_log.prediction
        WHERE prediction_id >= prediction_log.first_id(?) AND prediction_id < prediction_log.first_id(?)
          AND model_name = ? AND model_version IN (?, ?) AND probability IS NOT NULL
          AND (beside IS NOT NULL OR role IN ('champion', 'canary', 'fallback'))
      )
      SELECT a.request, a.user_id,
        a.prediction_id AS a_id, a.probability AS a_probability, a.score AS a_score,
        a.decision AS a_decision,
        b.prediction_id AS b_id, b.probability AS b_probability, b.score AS b_score,
        b.decision AS b_decision,
        (SELECT o.bad
         FROM prediction_log.outcome o
         WHERE o.prediction_id IN (a.request, a.prediction_id, b.prediction_id)
         ORDER BY o.known_on DESC, o.recorded_at DESC
         LIMIT 1) AS bad
      FROM scored a
      JOIN scored b USING (request)
      WHERE a.model_version = ? AND b.model_version = ? AND request < prediction_log.first_id(?)
      """;

  private final DataSource source;

  /** Reads through connections of this source. */
  public ScoredTwice(DataSource source) {
    this.source = source;
  }

  /**
   * A request that both scored.
   *
   * @param request the prediction that was answered; an id that no prediction has where the policy
   *     answers and the request was refused
   * @param user null when nobody said who it was
   * @param bad whether the loan was not paid on time, as far as that is known; null before
   */
  public record Pair(UUID request, @Nullable UserId user, Side a, Side b, @Nullable Boolean bad) {}

  /** What one of them made of it. */
  public record Side(UUID id, double probability, int score, Decision decision) {}

  /**
   * Gives out all pairs of a stretch of time, one by one, in no order.
   *
   * @param a one version of a model
   * @param b another version of the same model
   * @param from the first moment of the requests
   * @param until the first moment behind them
   */
  public void each(
      ModelVersion a, ModelVersion b, Instant from, Instant until, Consumer<Pair> taker) {
    if (!a.name().equals(b.name()) || a.equals(b)) {
      return;
    }
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (PreparedStatement asked = connection.prepareStatement(PAIRS)) {
        asked.setObject(1, utc(from));
        asked.setObject(2, utc(until.plus(LATEST)));
        asked.setString(3, a.name());
        asked.setInt(4, a.number());
        asked.setInt(5, b.number());
        asked.setInt(6, a.number());
        asked.setInt(7, b.number());
        asked.setObject(8, utc(until));
        asked.setFetchSize(ROWS_AT_ONCE);
        try (ResultSet row = asked.executeQuery()) {
          while (row.next()) {
            taker.accept(pair(row));
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

  private static Pair pair(ResultSet row) throws SQLException {
    Long user = row.getObject("user_id", Long.class);
    return new Pair(
        requireNonNull(row.getObject("request", UUID.class)),
        user == null ? null : new UserId(user),
        side(row, "a"),
        side(row, "b"),
        row.getObject("bad", Boolean.class));
  }

  private static Side side(ResultSet row, String name) throws SQLException {
    return new Side(
        requireNonNull(row.getObject(name + "_id", UUID.class)),
        row.getDouble(name + "_probability"),
        row.getInt(name + "_score"),
        Decision.valueOf(
            requireNonNull(row.getString(name + "_decision")).toUpperCase(Locale.ROOT)));
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
