package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.predictionlog.AnswerRole;
import io.surety.registry.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentTalliesIT {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final ModelVersion VERSION = new ModelVersion("loan-risk", 3);
  private static final List<AnswerRole> ROLES = List.of(AnswerRole.CHAMPION, AnswerRole.FALLBACK);

  private TestWatch test;
  private LogReader log;
  private RecentTallies tallies;

  @BeforeEach
  void create() {
    test = TestWatch.create();
    log = new LogReader(test.watcher());
    tallies = new RecentTallies(VERSION, ROLES);
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** Of three replicas over two days, each ten seconds, with other versions and roles beside it. */
  private void countTwoDays() {
    test.asOwner()
        .sql(
            """
            INSERT INTO prediction_log.tally
              (counted_from, instance, model_name, model_version, role, kind, input, count)
            SELECT moment, ('00000000-0000-0000-0000-00000000000' || replica)::uuid, 'loan-risk',
              what.version, what.role, what.kind, what.input,
              1 + abs(hashint8((extract(epoch FROM moment) + replica)::bigint)) % what.most
            FROM generate_series(CAST(:from AS timestamptz), CAST(:until AS timestamptz),
              INTERVAL '10 s') AS moment
            CROSS JOIN generate_series(1, 3) AS replica
            CROSS JOIN (VALUES
              (3, 'champion', 'answered', '', 50), (3, 'champion', 'answered_row', '', 90),
              (3, 'champion', 'failed', '', 3), (3, 'champion', 'unknown_category', 'job', 4),
              (3, 'named', 'answered', '', 9), (2, 'probe', 'answered', '', 5)
            ) AS what (version, role, kind, input, most)
            """)
        .param("from", Measurements.utc(NOW.minus(DAY)))
        .param("until", Measurements.utc(NOW.plus(DAY)))
        .update();
    test.asOwner().sql("ANALYZE prediction_log.tally").update();
  }

  @Test
  void areWhatTheWholeWindowHolds() {
    countTwoDays();
    for (int look = 0; look < 20; look++) {
      Instant now = NOW.plusSeconds(100L * look);
      RequestCounts kept = tallies.read(log, now.minus(DAY), now);
      RequestCounts whole = log.requests(VERSION, ROLES, now.minus(DAY), now.plusSeconds(60));

      assertThat((double) kept.answered())
          .as("exact to ten minutes of a day")
          .isBetween((double) whole.answered(), whole.answered() * (1 + 11.0 / 1_440));
      assertThat(kept.unknown().keySet()).containsExactly("job");
      assertThat(kept.designEffect()).isCloseTo(whole.designEffect(), within(0.05));
    }
  }

  @Test
  void areExactWhereTheWindowIsShortOrBeginsAtAnEvent() {
    countTwoDays();
    for (Duration window : List.of(Duration.ofMinutes(10), Duration.ofMinutes(15))) {
      assertThat(tallies.read(log, NOW.minus(window), NOW))
          .isEqualTo(log.requests(VERSION, ROLES, NOW.minus(window), NOW.plusSeconds(60)));
    }
    Instant since = NOW.minus(Duration.ofHours(3));
    for (int look = 0; look < 10; look++) {
      Instant now = NOW.plusSeconds(100L * look);
      assertThat(tallies.read(log, since, now))
          .isEqualTo(log.requests(VERSION, ROLES, since, now.plusSeconds(60)));
    }
  }

  @Test
  void findWhatIsToldLate() {
    tallies.read(log, NOW.minus(DAY), NOW);
    test.asOwner()
        .sql(
            """
            INSERT INTO prediction_log.tally
              (counted_from, instance, model_name, model_version, role, kind, count)
            VALUES (:told, gen_random_uuid(), 'loan-risk', 3, 'fallback', 'failed', 7),
              (:longAgo, gen_random_uuid(), 'loan-risk', 3, 'fallback', 'failed', 90)
            """)
        .param("told", Measurements.utc(NOW.minus(Duration.ofMinutes(14))))
        .param("longAgo", Measurements.utc(NOW.minus(Duration.ofHours(2))))
        .update();

    assertThat(tallies.read(log, NOW.minus(DAY), NOW).failed()).isEqualTo(7);
    Instant later = NOW.plus(Duration.ofMinutes(10));
    assertThat(tallies.read(log, later.minus(DAY), later).failed()).isEqualTo(97);
  }

  @Test
  void costALookLittle() {
    countTwoDays();
    List<Long> whole = new ArrayList<>();
    List<Long> kept = new ArrayList<>();
    tallies.read(log, NOW.minus(DAY), NOW);
    for (int look = 1; look <= 30; look++) {
      Instant now = NOW.plusSeconds(10L * look);
      long began = System.nanoTime();
      log.requests(VERSION, ROLES, now.minus(DAY), now.plusSeconds(60));
      long between = System.nanoTime();
      tallies.read(log, now.minus(DAY), now);
      whole.add((between - began) / 1_000);
      kept.add((System.nanoTime() - between) / 1_000);
    }
    Collections.sort(whole);
    Collections.sort(kept);
    System.out.printf(
        "a day of counts of three replicas: read whole %d, kept %d microseconds (medians)%n",
        whole.get(15), kept.get(15));
    assertThat(kept.get(15)).isLessThan(whole.get(15));
  }
}
