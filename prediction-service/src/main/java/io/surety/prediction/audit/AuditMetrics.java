package io.surety.prediction.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.surety.prediction.audit.AuditSettings.Mode;
import io.surety.predictionlog.LogRows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What metrics and messages say about the log, and how the last write ended. */
final class AuditMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(AuditMetrics.class);
  private static final long BETWEEN_REFUSALS_NANOS = Duration.ofSeconds(10).toNanos();

  /** How the last write ended. */
  enum LastWrite {
    /** There was none. */
    NONE,
    SUCCEEDED,
    FAILED
  }

  private final Counter rows;
  private final Counter failures;
  private final Counter refused;
  private final Counter lost;
  private final Timer commits;
  private final DistributionSummary rowsOfCommit;
  private final MeterRegistry meters;
  private final AtomicReference<LastWrite> last = new AtomicReference<>(LastWrite.NONE);
  private final AtomicLong refusalSaidAt =
      new AtomicLong(System.nanoTime() - BETWEEN_REFUSALS_NANOS);
  private volatile boolean traced;

  AuditMetrics(MeterRegistry meters, Mode mode) {
    this.meters = meters;
    this.rows =
        Counter.builder("surety.audit.rows")
            .description("Decisions written to the log")
            .register(meters);
    this.failures =
        Counter.builder("surety.audit.failures")
            .description("Writes to the log that failed")
            .register(meters);
    this.refused =
        Counter.builder("surety.audit.refused")
            .description(
                "Decisions that the database refused for what is in them: with durable all that one request has in a write, with async each alone")
            .register(meters);
    this.lost =
        Counter.builder("surety.audit.lost")
            .description("Decisions that were answered and could not be logged")
            .register(meters);
    this.commits =
        Timer.builder("surety.audit.commits").description("Writes to the log").register(meters);
    this.rowsOfCommit =
        DistributionSummary.builder("surety.audit.rows.of.commit")
            .description("Decisions in each write to the log")
            .register(meters);
    Gauge.builder("surety.audit.mode", () -> 1)
        .description("How decisions are logged: durable, async or off")
        .tag("mode", mode.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  /** Shows how many decisions wait to be written. */
  void showQueue(IntSupplier queued) {
    Gauge.builder("surety.audit.queue", queued::getAsInt)
        .description("Decisions that were answered and wait to be logged")
        .register(meters);
  }

  void committed(List<LogRows> written, long nanos) {
    int count = 0;
    for (LogRows each : written) {
      count += each.count();
    }
    rows.increment(count);
    rowsOfCommit.record(count);
    commits.record(Duration.ofNanos(nanos));
    if (last.get() != LastWrite.SUCCEEDED
        && last.getAndSet(LastWrite.SUCCEEDED) == LastWrite.FAILED) {
      LOG.info("decisions_logged_again");
    }
  }

  void failed(SQLException failure) {
    failures.increment();
    if (last.getAndSet(LastWrite.FAILED) != LastWrite.FAILED) {
      LOG.warn(
          "decisions_not_logged sql_state={} reason=\"{}\"",
          failure.getSQLState(),
          failure.getMessage());
    }
  }

  /**
   * The database answered, and takes these decisions at no time. That says nothing about others: it
   * is no failure of the log, which may be written to as before.
   */
  void refused(int decisions, SQLException refusal) {
    refused.increment(decisions);
    long now = System.nanoTime();
    long before = refusalSaidAt.get();
    if (now - before >= BETWEEN_REFUSALS_NANOS && refusalSaidAt.compareAndSet(before, now)) {
      LOG.error(
          "decisions_refused total={} sql_state={} reason=\"{}\"",
          (long) refused.count(),
          refusal.getSQLState(),
          refusal.getMessage());
    }
  }

  double refused() {
    return refused.count();
  }

  double failures() {
    return failures.count();
  }

  void lost(int count) {
    lost.increment(count);
  }

  double lost() {
    return lost.count();
  }

  /** The database was told that this process logs behind its answers. */
  void traced() {
    traced = true;
  }

  /** Whether the database was told so, and would miss this process. */
  boolean isTraced() {
    return traced;
  }

  /** How the last write ended. */
  LastWrite last() {
    return last.get();
  }
}
