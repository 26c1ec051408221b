package io.surety.prediction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surety.bundle.Decision;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.audit.AuditSettings.Mode;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.AsyncProcess;
import io.surety.predictionlog.AsyncProcesses;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.registry.ModelVersion;
import io.surety.testing.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a log that is written behind the answers loses, and what is known of it. */
class AsyncLogIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int QUEUE = 1_000;

  private final AuditMetrics metrics = new AuditMetrics(new SimpleMeterRegistry(), Mode.ASYNC);
  private final List<UUID> sound = new ArrayList<>();
  private TestedRegistry registry;
  private HikariDataSource database;
  private AsyncLog log;
  private int ids;

  @BeforeEach
  void open() {
    registry = new TestedRegistry();
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(registry.jdbcUrl());
    pool.setUsername(registry.serviceLogin());
    pool.setPassword("secret");
    pool.setMaximumPoolSize(3);
    pool.setConnectionTimeout(1_000);
    database = new HikariDataSource(pool);
    log =
        new AsyncLog(
            database,
            metrics,
            new AuditSettings(
                Mode.ASYNC, Duration.ofSeconds(2), 1, QUEUE, Duration.ofSeconds(2), null));
  }

  @AfterEach
  void close() {
    log.close();
    database.close();
    registry.close();
  }

  @Test
  void losesOnlyTheRowsThatTheDatabaseRefuses() throws SQLException {
    try (Connection stalling = registry.stall()) {
      // The first may be on its way alone; the others wait and go together.
      log.keep(rows(sound(), sound()));
      for (int request = 0; request < 40; request++) {
        log.keep(rows(sound()));
      }
      log.keep(rows(sound(), sound(), noJson(), sound(), againstARule(), sound(), sound()));
      log.keep(rows(noJson()));
      log.keep(rows(sound()));
      stalling.rollback();
    }
    log.close();

    assertThat(registry.logged()).extracting(each -> each.id()).containsExactlyElementsOf(sound);
    assertThat(metrics.lost()).isEqualTo(3);
    assertThat(metrics.last()).isEqualTo(AuditMetrics.LastWrite.SUCCEEDED);
    AsyncProcess told = onlyMissing();
    assertThat(told.ended()).isNotNull();
    assertThat(told.taken()).isEqualTo(sound.size() + 3);
    assertThat(told.written()).isEqualTo(sound.size());
    assertThat(told.lostLeast()).isEqualTo(3);
    assertThat(told.lostMost()).isEqualTo(3);
  }

  @Test
  void losesAndDoublesNothingWhenConnectionsBreakWhileItWrites() {
    for (int round = 0; round < 20; round++) {
      for (int request = 0; request < 10; request++) {
        log.keep(rows(sound(), sound()));
      }
      registry.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
              .formatted(registry.serviceLogin()));
    }
    Eventually.within(PATIENCE, "all is written", () -> log.queued() == 0);
    log.close();

    assertThat(registry.logged()).extracting(each -> each.id()).containsExactlyElementsOf(sound);
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
      log.keep(rows(sound(), sound(), sound()));
      Eventually.within(PATIENCE, "it told of them", () -> taken() == 3);
      registry.execute(
          "UPDATE prediction_log.async_process SET told_at = told_at - INTERVAL '2 minutes'");
      assertThat(onlyMissing().lostLeast()).isEqualTo(3);
      assertThat(onlyMissing().lostMost()).isEqualTo(QUEUE);
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

  private static LogRows rows(LoggedPrediction... predictions) {
    LogRows rows = LogRows.of(predictions.length);
    for (LoggedPrediction each : predictions) {
      rows.add(each);
    }
    return rows;
  }

  private LoggedPrediction sound() {
    UUID id = id();
    sound.add(id);
    return row(id, "[]", null);
  }

  private LoggedPrediction noJson() {
    return row(id(), "[", null);
  }

  /** As only a shadow is beside another. */
  private LoggedPrediction againstARule() {
    return row(id(), "[]", new UUID(1, 1));
  }

  private UUID id() {
    return new UUID(
        Instant.parse("2026-03-01T10:00:00Z").toEpochMilli() << 16 | 0x7000,
        0x8000_0000_0000_0000L | ++ids);
  }

  private static LoggedPrediction row(UUID id, String reasons, @Nullable UUID beside) {
    return new LoggedPrediction(
        id,
        null,
        null,
        new ModelVersion("loan-risk", 1),
        AnswerRole.CHAMPION,
        new Scored(new double[] {1, 2}, 0, 0.5, 600),
        Decision.REFER,
        reasons,
        null,
        1_000,
        null,
        beside);
  }
}
