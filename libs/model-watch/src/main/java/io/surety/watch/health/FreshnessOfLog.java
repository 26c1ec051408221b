package io.surety.watch.health;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How old features were, and when the newest loans came. */
final class FreshnessOfLog {

  private static final String MAY_SEE_LOADS =
      """
      SELECT CASE WHEN to_regclass('feature_store.ingest') IS NULL THEN false
        ELSE has_column_privilege(to_regclass('feature_store.ingest')::oid, 'known_at', 'SELECT') END
      """;

  private static final String HOURS =
      """
      SELECT extract(epoch FROM uuid_extract_timestamp(prediction_id) - features_known_at)
          ::double precision / 3600 AS hours
        FROM prediction_log.prediction %s
        WHERE prediction_id >= prediction_log.first_id(:from)
          AND prediction_id < prediction_log.first_id(:until)
          AND features_known_at IS NOT NULL
      """
          + Asked.FOR_THE_ALIAS;

  private FreshnessOfLog() {}

  static Freshness read(JdbcClient database, Asked asked) {
    String hours = HOURS.formatted(asked.sample().clause());
    List<Long> counts = new ArrayList<>(Collections.nCopies(Freshness.EDGES.size() + 1, 0L));
    asked
        .fill(
            database.sql(
                """
                SELECT width_bucket(hours, CAST(:edges AS double precision[])) AS bin, count(*) AS count
                FROM (%s) AS aged
                GROUP BY 1
                """
                    .formatted(hours)))
        .param("edges", Freshness.EDGES.toArray(Double[]::new))
        .query(row -> {
          counts.set(row.getInt("bin"), asked.sample().scaled(row.getLong("count")));
        });
    record Quantiles(@Nullable Double half, @Nullable Double slow) {}
    Quantiles quantiles =
        asked
            .fill(
                database.sql(
                    """
                    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY hours) AS half,
                      percentile_disc(0.99) WITHIN GROUP (ORDER BY hours) AS slow
                    FROM (%s) AS aged
                    """
                        .formatted(hours)))
            .query((row, _) ->
                new Quantiles(TrafficOfLog.number(row, "half"), TrafficOfLog.number(row, "slow")))
            .single();
    return new Freshness(newestLoad(database), counts, quantiles.half(), quantiles.slow());
  }

  /** Empty also where another database holds the ledger, or the login may not see it. */
  private static Optional<Instant> newestLoad(JdbcClient database) {
    boolean mayAsk = Boolean.TRUE.equals(database.sql(MAY_SEE_LOADS).query(Boolean.class).single());
    return mayAsk
        ? database
            .sql("SELECT known_at FROM feature_store.ingest ORDER BY known_at DESC LIMIT 1")
            .query(OffsetDateTime.class)
            .optional()
            .map(OffsetDateTime::toInstant)
        : Optional.empty();
  }
}
