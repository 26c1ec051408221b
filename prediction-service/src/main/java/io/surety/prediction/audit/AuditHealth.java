package io.surety.prediction.audit;

import io.surety.prediction.audit.AuditMetrics.LastWrite;
import io.surety.prediction.audit.AuditSettings.Mode;
import io.surety.predictionlog.LogWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether decisions can be logged. A durable log that cannot be written to makes a service that
 * decides nothing, so it is not ready: see docs/adr/0023-the-prediction-log.md. As long as writes
 * succeed, they are the proof; otherwise each look tries. One that is written behind the answers is
 * ready when the database once heard of it, because nobody would miss what it loses before.
 */
final class AuditHealth implements HealthIndicator {

  private final Mode mode;
  private final AuditMetrics metrics;
  private final @Nullable DataSource database;

  AuditHealth(Mode mode, AuditMetrics metrics, @Nullable DataSource database) {
    this.mode = mode;
    this.metrics = metrics;
    this.database = database;
  }

  @Override
  public Health health() {
    boolean writable = mode == Mode.OFF || metrics.last() == LastWrite.SUCCEEDED || isWritable();
    boolean ready =
        switch (mode) {
          case DURABLE -> writable;
          case ASYNC -> metrics.isTraced();
          case OFF -> true;
        };
    Health.Builder health = ready ? Health.up() : Health.outOfService();
    health.withDetail("mode", mode.name().toLowerCase(Locale.ROOT));
    if (mode != Mode.OFF) {
      health.withDetail("log", writable ? "writable" : "not writable");
    }
    if (mode == Mode.ASYNC) {
      health.withDetail("traced", ready);
      health.withDetail("lost", (long) metrics.lost());
    }
    return health.build();
  }

  private boolean isWritable() {
    if (database == null) {
      return false;
    }
    try (Connection connection = database.getConnection()) {
      LogWriter.prove(connection);
      return true;
    } catch (SQLException refused) {
      return false;
    }
  }
}
