package io.surety.prediction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.TestedRegistry;
import io.surety.prediction.audit.AuditSettings.Mode;
import io.surety.predictionlog.AsyncProcess;
import io.surety.predictionlog.AsyncProcesses;
import io.surety.testing.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a log that is written behind the answers loses, and what is known of it. */
class AsyncLogIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestedLog tested = new TestedLog(Mode.ASYNC);
  private final TestedRegistry registry = tested.registry();
  private final AuditMetrics metrics = tested.metrics();
  private final AsyncLog log = new AsyncLog(tested.database(), metrics, tested.settings());

  @AfterEach
  void close() {
    log.close();
    tested.close();
  }

  @Test
  void losesOnlyTheRowsThatTheDatabaseRefuses() throws SQLException {
    try (Connection stalling = registry.stall()) {
      // The first may be on its way alone; the others wait and go together.
      log.keep(TestedLog.rows(tested.sound(), tested.sound()));
      for (int request = 0; request < 40; request++) {
        log.keep(TestedLog.rows(tested.sound()));
      }
      log.keep(
          TestedLog.rows(
              tested.sound(),
              tested.sound(),
              tested.noJson(),
              tested.sound(),
              tested.againstARule(),
              tested.sound(),
              tested.sound()));
      log.keep(TestedLog.rows(tested.noJson()));
      log.keep(TestedLog.rows(tested.sound()));
      stalling.rollback();
    }
    log.close();

    assertThat(tested.logged()).containsExactlyElementsOf(tested.ofSound());
    assertThat(metrics.lost()).isEqualTo(3);
    assertThat(metrics.refused()).isEqualTo(3);
    assertThat(metrics.failures()).as("the database did answer").isZero();
    assertThat(metrics.last()).isEqualTo(AuditMetrics.LastWrite.SUCCEEDED);
    AsyncProcess told = onlyMissing();
    assertThat(told.ended()).isNotNull();
    assertThat(told.taken()).isEqualTo(tested.ofSound().size() + 3);
    assertThat(told.written()).isEqualTo(tested.ofSound().size());
    assertThat(told.lostLeast()).isEqualTo(3);
    assertThat(told.lostMost()).isEqualTo(3);
  }

  @Test
  void losesAndDoublesNothingWhenConnectionsBreakWhileItWrites() {
    for (int round = 0; round < 20; round++) {
      for (int request = 0; request < 10; request++) {
        log.keep(TestedLog.rows(tested.sound(), tested.sound()));
      }
      registry.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
              .formatted(registry.serviceLogin()));
    }
    Eventually.within(PATIENCE, "all is written", () -> log.queued() == 0);
    log.close();

    assertThat(tested.logged()).containsExactlyElementsOf(tested.ofSound());
    assertThat(metrics.lost()).isZero();
    assertThat(missing()).isEmpty();
    assertThat(
            JdbcClient.create(registry.owner())
                .sql(
                    """
                    SELECT taken || ' ' || written || ' ' || lost || ' ' || (ended_at IS NOT NULL)
                    FROM prediction_log.async_process
                    """)
                .query(String.class)
                .single())
        .isEqualTo("400 400 0 true");
  }

  @Test
  void tellsWhatWaitsWhileTheLogIsStalled() throws SQLException {
    Eventually.within(PATIENCE, "it began to tell", metrics::isTraced);
    try (Connection stalling = registry.stall()) {
      log.keep(TestedLog.rows(tested.sound(), tested.sound(), tested.sound()));
      Eventually.within(PATIENCE, "it told of them", () -> taken() == 3);
      registry.execute(
          "UPDATE prediction_log.async_process SET told_at = told_at - INTERVAL '2 minutes'");
      assertThat(onlyMissing().lostLeast()).isEqualTo(3);
      assertThat(onlyMissing().lostMost()).isEqualTo(TestedLog.QUEUE);
      stalling.rollback();
    }
    log.close();

    assertThat(missing()).isEmpty();
  }

  private long taken() {
    return JdbcClient.create(registry.owner())
        .sql("SELECT sum(taken)::bigint FROM prediction_log.async_process")
        .query(Long.class)
        .single();
  }

  private List<AsyncProcess> missing() {
    return new AsyncProcesses(registry.owner()).missing(Instant.EPOCH);
  }

  private AsyncProcess onlyMissing() {
    assertThat(missing()).hasSize(1);
    return missing().getFirst();
  }
}
