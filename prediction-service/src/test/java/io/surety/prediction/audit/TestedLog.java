package io.surety.prediction.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surety.bundle.Decision;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.audit.AuditSettings.Mode;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.registry.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a log writes to, and rows for it: some that the database takes, and some that it refuses.
 */
final class TestedLog implements AutoCloseable {

  /** How many decisions wait at most to be written, with async. */
  static final int QUEUE = 1_000;

  private final TestedRegistry registry = new TestedRegistry();
  private final HikariDataSource database;
  private final AuditMetrics metrics;
  private final AuditSettings settings;
  private final List<UUID> sound = new ArrayList<>();
  private int ids;

  TestedLog(Mode mode) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(registry.jdbcUrl());
    pool.setUsername(registry.serviceLogin());
    pool.setPassword("secret");
    pool.setMaximumPoolSize(3);
    pool.setConnectionTimeout(1_000);
    this.database = new HikariDataSource(pool);
    this.metrics = new AuditMetrics(new SimpleMeterRegistry(), mode);
    this.settings =
        new AuditSettings(mode, Duration.ofSeconds(2), 1, QUEUE, Duration.ofSeconds(2), null);
  }

  TestedRegistry registry() {
    return registry;
  }

  HikariDataSource database() {
    return database;
  }

  AuditMetrics metrics() {
    return metrics;
  }

  AuditSettings settings() {
    return settings;
  }

  /** The ids of the sound ones, in the order in which they were made. */
  List<UUID> ofSound() {
    return sound;
  }

  List<UUID> logged() {
    return registry.logged().stream().map(LoggedPrediction::id).toList();
  }

  @Override
  public void close() {
    database.close();
    registry.close();
  }

  static LogRows rows(LoggedPrediction... predictions) {
    LogRows rows = LogRows.of(predictions.length);
    for (LoggedPrediction each : predictions) {
      rows.add(each);
    }
    return rows;
  }

  LoggedPrediction sound() {
    UUID id = id();
    sound.add(id);
    return row(id, "[]", null);
  }

  LoggedPrediction noJson() {
    return row(id(), "[", null);
  }

  /** As only a shadow is beside another. */
  LoggedPrediction againstARule() {
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
