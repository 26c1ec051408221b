package io.surety.watch.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How old features were, and when the newest loans came. */
final class FreshnessOfLog {

  private static final String HOURS =
      """
      SELECT prediction_id,
          extract(epoch FROM uuid_extract_timestamp(prediction_id) - features_known_at)
            ::double precision / 3600 AS hours
        FROM prediction_log.prediction %s
        WHERE prediction_id >= prediction_log.first_id(:from)
          AND prediction_id < prediction_log.first_id(:until)
          AND features_known_at IS NOT NULL
      """
          + Asked.FOR_THE_ALIAS;

  /** Where the quantiles of all slots together are. */
  private static final int ALL = 0;

  private record Quantiles(@Nullable Double half, @Nullable Double slow) {

    private static final Quantiles NONE = new Quantiles(null, null);
  }

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
    List<Instant> slots = asked.period().slots();
    Map<Integer, Quantiles> quantiles = new HashMap<>();
    asked
        .fill(
            database.sql(
                """
                SELECT slot,
                  percentile_disc(0.5) WITHIN GROUP (ORDER BY hours) AS half,
                  percentile_disc(0.99) WITHIN GROUP (ORDER BY hours) AS slow
                FROM (
                  SELECT width_bucket(prediction_id, CAST(:slots AS uuid[])) AS slot, hours
                  FROM (%s) AS aged
                ) AS placed
                GROUP BY GROUPING SETS ((slot), ())
                """
                    .formatted(hours)))
        .param("slots", Asked.firstIds(slots))
        .query(row -> {
          quantiles.put(
              row.getInt("slot"), // SQL NULL, of all slots, is read as ALL
              new Quantiles(TrafficOfLog.number(row, "half"), TrafficOfLog.number(row, "slow")));
        });
    LoadsOfLedger loads = LoadsOfLedger.read(database, asked.period());
    Quantiles all = quantiles.getOrDefault(ALL, Quantiles.NONE);
    return new Freshness(
        loads.newest(asked.period().until()),
        counts,
        all.half(),
        all.slow(),
        slots(asked.period(), quantiles, loads));
  }

  private static List<FreshnessSlot> slots(
      Period period, Map<Integer, Quantiles> quantiles, LoadsOfLedger loads) {
    List<FreshnessSlot> told = new ArrayList<>();
    for (Instant from : period.slots()) {
      Instant end = from.plus(period.slot());
      Quantiles its = quantiles.getOrDefault(told.size() + 1, Quantiles.NONE);
      told.add(
          new FreshnessSlot(
              from,
              its.half(),
              its.slow(),
              loads.greatestAge(from, end.isBefore(period.until()) ? end : period.until())));
    }
    return told;
  }
}
