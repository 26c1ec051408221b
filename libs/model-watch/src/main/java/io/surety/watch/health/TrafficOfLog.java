package io.surety.watch.health;

import io.surety.predictionlog.TallyKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was asked and answered for an alias over time: by the log, and by the counts of requests.
 */
final class TrafficOfLog {

  private static final String DECISIONS =
      """
      SELECT width_bucket(prediction_id, CAST(:slots AS uuid[])) AS slot,
        count(*) FILTER (WHERE decision = 'approve') AS approved,
        count(*) FILTER (WHERE decision = 'refer') AS referred,
        count(*) FILTER (WHERE decision = 'decline') AS declined,
        count(*) FILTER (WHERE role = 'fallback') AS by_fallback,
        count(*) FILTER (WHERE role = 'policy') AS by_policy,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_micros) / 1000.0 AS half,
        percentile_disc(0.99) WITHIN GROUP (ORDER BY latency_micros) / 1000.0 AS slow
      FROM prediction_log.prediction %s
      WHERE prediction_id >= prediction_log.first_id(:from)
        AND prediction_id < prediction_log.first_id(:until)
      """
          + Asked.FOR_THE_ALIAS
          + "GROUP BY 1";

  private static final String REQUESTS =
      """
      SELECT width_bucket(counted_from, CAST(CAST(:slots AS text[]) AS timestamptz[])) AS slot, kind, input,
        sum(count)::bigint AS count
      FROM prediction_log.tally
      WHERE counted_from >= :from AND counted_from < :until
      """
          + Asked.FOR_THE_ALIAS
          + "GROUP BY 1, 2, 3";

  private final JdbcClient database;
  private final Asked asked;
  private final List<Instant> slots;
  private final Map<String, Long> unknownCategories = new HashMap<>();

  TrafficOfLog(JdbcClient database, Asked asked) {
    this.database = database;
    this.asked = asked;
    this.slots = asked.period().slots();
  }

  private static final class Counted {
    private @Nullable Long answered;
    private long failed;
    private long dependencyFailed;
    private long unknown;

    void add(TallyKind kind, long count) {
      // That a slot was counted at all is known from any kind.
      long before = answered == null ? 0 : answered;
      answered = before + (kind == TallyKind.ANSWERED ? count : 0);
      failed += kind == TallyKind.FAILED ? count : 0;
      dependencyFailed += kind == TallyKind.DEPENDENCY_FAILED ? count : 0;
      unknown += kind == TallyKind.UNKNOWN_CATEGORY ? count : 0;
    }
  }

  List<TrafficSlot> read() {
    Counted[] counted = requests();
    Map<Integer, TrafficSlot> decided = new HashMap<>();
    asked
        .fill(database.sql(DECISIONS.formatted(asked.sample().clause())))
        .param("slots", Asked.firstIds(slots))
        .query(row -> {
          int slot = row.getInt("slot") - 1;
          decided.put(slot, slot(slot, row, counted[slot]));
        });
    List<TrafficSlot> traffic = new ArrayList<>();
    for (int slot = 0; slot < slots.size(); slot++) {
      Counted here = counted[slot];
      TrafficSlot known = decided.get(slot);
      traffic.add(
          known != null
              ? known
              : new TrafficSlot(
                  slots.get(slot),
                  here.answered,
                  here.failed,
                  here.dependencyFailed,
                  here.unknown,
                  0,
                  0,
                  0,
                  0,
                  0,
                  null,
                  null));
    }
    return traffic;
  }

  private TrafficSlot slot(int slot, ResultSet row, Counted counted) throws SQLException {
    return new TrafficSlot(
        slots.get(slot),
        counted.answered,
        counted.failed,
        counted.dependencyFailed,
        counted.unknown,
        scaled(row, "approved"),
        scaled(row, "referred"),
        scaled(row, "declined"),
        scaled(row, "by_fallback"),
        scaled(row, "by_policy"),
        number(row, "half"),
        number(row, "slow"));
  }

  private long scaled(ResultSet row, String column) throws SQLException {
    return asked.sample().scaled(row.getLong(column));
  }

  static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : (Double) value;
  }

  private Counted[] requests() {
    Counted[] counted = new Counted[slots.size()];
    for (int slot = 0; slot < counted.length; slot++) {
      counted[slot] = new Counted();
    }
    asked
        .fill(database.sql(REQUESTS))
        .param("slots", slots.stream().map(Instant::toString).toArray(String[]::new))
        .query(row -> {
          TallyKind kind = TallyKind.ofName(row.getString("kind"));
          long count = row.getLong("count");
          counted[row.getInt("slot") - 1].add(kind, count);
          if (kind == TallyKind.UNKNOWN_CATEGORY) {
            unknownCategories.merge(row.getString("input"), count, Long::sum);
          }
        });
    return counted;
  }

  /** Rows that were refused, by input, once {@link #read} has returned. */
  Map<String, Long> unknownCategories() {
    return unknownCategories;
  }
}
