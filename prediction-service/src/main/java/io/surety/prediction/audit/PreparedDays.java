package io.surety.prediction.audit;

import io.surety.predictionlog.LogWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the next days have their place in the log before they come: at the start and each
 * hour, or each minute while that does not succeed. A day that comes without one gets it with its
 * first row.
 */
final class PreparedDays implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PreparedDays.class);
  private static final int DAYS = 3;
  private static final Duration USUAL_PAUSE = Duration.ofHours(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  private final @Nullable Thread thread;

  private PreparedDays(@Nullable Thread thread) {
    this.thread = thread;
  }

  static PreparedDays none() {
    return new PreparedDays(null);
  }

  /** Begins at once, and does not wait for it. */
  static PreparedDays of(DataSource database, Clock clock) {
    return new PreparedDays(
        Thread.ofVirtual()
            .name("prediction-log-days")
            .start(() -> prepareForEver(database, clock)));
  }

  private static void prepareForEver(DataSource database, Clock clock) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(prepare(database, clock) ? USUAL_PAUSE : PAUSE_AFTER_FAILURE);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean prepare(DataSource database, Clock clock) {
    try (Connection connection = database.getConnection()) {
      LogWriter.prepareDays(connection, LocalDate.now(clock.withZone(ZoneOffset.UTC)), DAYS);
      return true;
    } catch (SQLException failure) {
      LOG.warn("days_not_prepared reason=\"{}\"", failure.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
