package io.surety.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records what nights of the past, and of the week before them, would have left: loads at 02:00 and
 * the runs of a cycle. One night fails at its ingest, in the next nothing is done, and one breaks
 * off.
 */
record SimulatedNights(Instant first, int nights) {

  private static final int FAILED = 50;
  private static final int LEFT_OUT = 51;
  private static final int BROKEN_OFF = 64;

  /** When the newest loans had been loaded that were known at a moment. */
  Instant loadBefore(Instant at) {
    Duration passed = Duration.between(first.plus(Duration.ofHours(2)), at);
    long night = Math.floorDiv(passed.toMillis(), Duration.ofDays(1).toMillis());
    return first
        .plus(Duration.ofDays(night == FAILED || night == LEFT_OUT ? FAILED - 1 : night))
        .plus(Duration.ofHours(2));
  }

  /** Writes the records; times of the past need the owner. */
  void record(JdbcClient owner) {
    filled(
        owner,
        """
        INSERT INTO feature_store.ingest (ingest_id, file_name, sha256, source, known_at, rows_read,
          added, changed, unchanged, repeated, quarantined)
        SELECT 1000 + night, 'night.csv', 'night ' || night, 'file',
          CAST(:first AS timestamptz) + night * INTERVAL '1 day' + INTERVAL '2 hours', 0, 0, 0, 0, 0, 0
        FROM generate_series(-7, :nights - 1) AS night
        WHERE night NOT IN (:failed, :left)
        """);
    owner.sql("ALTER TABLE run_log.run DISABLE TRIGGER USER").update();
    owner.sql("ALTER TABLE run_log.ending DISABLE TRIGGER USER").update();
    filled(
        owner,
        """
        INSERT INTO run_log.run (run_id, kind, run_key, attempt, started_at, started_by,
          code_version, parameters, hashes)
        SELECT 1000 + 10 * night + step.place, step.kind, 'night ' || night, 1,
          CAST(:first AS timestamptz) + night * INTERVAL '1 day' + INTERVAL '2 hours'
            + step.place * INTERVAL '10 minutes',
          'surety_training', '0.1.0', '{}', '{}'
        FROM generate_series(-7, :nights - 1) AS night
        CROSS JOIN (VALUES (0, 'cycle'), (1, 'cycle-ingest'), (2, 'cycle-consistency'))
          AS step (place, kind)
        WHERE night <> :left
        """);
    filled(
        owner,
        """
        INSERT INTO run_log.ending (run_id, outcome, ended_at, message, hashes, metrics)
        SELECT run_id,
          CASE WHEN run_key = 'night ' || :failed AND kind <> 'cycle-consistency' THEN 'failed'
            WHEN run_key = 'night ' || :broken AND kind <> 'cycle-ingest' THEN 'broken_off'
            ELSE 'done' END,
          started_at + INTERVAL '9 minutes', 'As simulated.', '{}', '{}'
        FROM run_log.run
        WHERE run_id >= 900
        """);
    owner.sql("ALTER TABLE run_log.run ENABLE TRIGGER USER").update();
    owner.sql("ALTER TABLE run_log.ending ENABLE TRIGGER USER").update();
    owner
        .sql(
            """
            INSERT INTO prediction_log.consistency_check (check_id, checked_at, logged_from,
              logged_until, compared, differing, differences, erased, given, by_policy, unstated,
              unknown_versions)
            VALUES (gen_random_uuid(), :at, CAST(:at AS timestamptz) - INTERVAL '2 days', :at, 2400,
              0, 0, 0, 0, 0, 0, 0)
            """)
        .param(
            "at",
            first
                .plus(Duration.ofDays(nights - 5L))
                .plus(Duration.ofMinutes(149))
                .atOffset(ZoneOffset.UTC))
        .update();
  }

  private void filled(JdbcClient owner, String sql) {
    owner
        .sql(sql)
        .param("first", first.atOffset(ZoneOffset.UTC))
        .param("nights", nights)
        .param("failed", FAILED)
        .param("left", LEFT_OUT)
        .param("broken", BROKEN_OFF)
        .update();
  }
}
