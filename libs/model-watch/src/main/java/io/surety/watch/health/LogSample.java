package io.surety.watch.health;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How much of the log is read: all of it, or, where that would take long, some of its blocks, drawn
 * by the server with a seed, so that the same log is told alike.
 *
 * @param share above 0, at most 1
 */
record LogSample(double share) {

  static final long MOST_ROWS = 2_000_000;

  /** A row with reasons and its entries in indexes takes about so much. */
  private static final int BYTES_A_ROW = 700;

  private static final String ABOUT_ROWS =
      """
      SELECT coalesce(sum(greatest(about_rows, bytes / %d)), 0)::bigint
      FROM prediction_log.prepared_day
      WHERE day >= (CAST(:from AS timestamptz) AT TIME ZONE 'UTC')::date
        AND day <= (CAST(:until AS timestamptz) AT TIME ZONE 'UTC')::date
      """
          .formatted(BYTES_A_ROW);

  static LogSample of(JdbcClient database, Period period) {
    long rows =
        database
            .sql(ABOUT_ROWS)
            .param("from", Asked.utc(period.since()))
            .param("until", Asked.utc(period.until()))
            .query(Long.class)
            .single();
    return new LogSample(rows <= MOST_ROWS ? 1 : (double) MOST_ROWS / rows);
  }

  /** What is written behind the name of the table. */
  String clause() {
    return share == 1
        ? ""
        : String.format(
            Locale.ROOT, "TABLESAMPLE SYSTEM (%.6f) REPEATABLE (20260101)", 100 * share);
  }

  /** About how many rows there are where so many were seen. */
  long scaled(long seen) {
    return Math.round(seen / share);
  }
}
