package io.surety.watch.health;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When loans were loaded. Empty also where another database holds the ledger, or the login may not
 * see it.
 *
 * @param moments at which loans became known
 */
record LoadsOfLedger(NavigableSet<Instant> moments) {

  private static final double MILLIS_OF_HOUR = Duration.ofHours(1).toMillis();

  private static final String MAY_SEE_LOADS =
      """
      SELECT CASE WHEN to_regclass('feature_store.ingest') IS NULL THEN false
        ELSE has_column_privilege(to_regclass('feature_store.ingest')::oid, 'known_at', 'SELECT') END
      """;

  /** Those that matter to a period: the newest before it, and all since. */
  private static final String LOADS =
      """
      SELECT known_at
      FROM feature_store.ingest
      WHERE known_at >= coalesce(
        (SELECT max(known_at) FROM feature_store.ingest WHERE known_at < :since), '-infinity')
      """;

  static LoadsOfLedger read(JdbcClient database, Period period) {
    boolean mayAsk = Boolean.TRUE.equals(database.sql(MAY_SEE_LOADS).query(Boolean.class).single());
    return new LoadsOfLedger(
        mayAsk
            ? new TreeSet<>(
                database
                    .sql(LOADS)
                    .param("since", Asked.utc(period.since()))
                    .query((row, _) -> row.getObject("known_at", OffsetDateTime.class).toInstant())
                    .list())
            : new TreeSet<>(List.of()));
  }

  /** The newest that was known at a moment. */
  Optional<Instant> newest(Instant at) {
    return Optional.ofNullable(moments.floor(at));
  }

  /**
   * The greatest age in hours that the newest loans reached between two moments: at the end, or
   * when newer ones came. Null before the first load.
   */
  @Nullable Double greatestAge(Instant from, Instant until) {
    double greatest = Double.NEGATIVE_INFINITY;
    Instant before = moments.floor(from);
    for (Instant load : moments.subSet(from, false, until, false)) {
      greatest = Math.max(greatest, hours(before, load));
      before = load;
    }
    greatest = Math.max(greatest, hours(before, until));
    return greatest < 0 ? null : (Double) greatest;
  }

  private static double hours(@Nullable Instant load, Instant at) {
    return load == null
        ? Double.NEGATIVE_INFINITY
        : Duration.between(load, at).toMillis() / MILLIS_OF_HOUR;
  }
}
