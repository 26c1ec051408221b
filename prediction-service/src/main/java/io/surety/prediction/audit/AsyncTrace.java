package io.surety.prediction.audit;

import io.surety.predictionlog.AsyncWord;
import io.surety.predictionlog.AsyncWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the database every few seconds how a log stands that is written behind the answers, and
 * when it ends. Who looks there finds an end that was not told.
 */
final class AsyncTrace {

  private static final Logger LOG = LoggerFactory.getLogger(AsyncTrace.class);

  /** The database takes a process for gone that was not heard of for a minute. */
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private static final Duration PAUSE_AT_THE_END = Duration.ofMillis(200);

  private final DataSource database;
  private final Supplier<AsyncWord> word;
  private final AuditMetrics metrics;
  private final Duration timeLimit;
  private final ScheduledExecutorService rounds;
  private boolean failing;

  private AsyncTrace(
      DataSource database, Supplier<AsyncWord> word, AuditMetrics metrics, Duration timeLimit) {
    this.database = database;
    this.word = word;
    this.metrics = metrics;
    this.timeLimit = timeLimit;
    this.rounds =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("prediction-log-trace").daemon().factory());
  }

  /** Begins to tell, at once. */
  static AsyncTrace begin(
      DataSource database, Supplier<AsyncWord> word, AuditMetrics metrics, Duration timeLimit) {
    AsyncTrace trace = new AsyncTrace(database, word, metrics, timeLimit);
    var _ =
        trace.rounds.scheduleWithFixedDelay(
            trace::tell, 0, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    return trace;
  }

  private void tell() {
    try (Connection connection = database.getConnection()) {
      AsyncWriter.tell(connection, word.get());
      metrics.traced();
      failing = false;
    } catch (SQLException | RuntimeException failure) {
      if (!failing) {
        failing = true;
        LOG.warn("async_log_not_traced reason=\"{}\"", failure.getMessage());
      }
    }
  }

  /**
   * Tells how it ended, and nothing more. Where the time for that is over, the process will be
   * missed: it may have lost more than anybody knows.
   */
  void end() throws InterruptedException {
    rounds.shutdown();
    var _ = rounds.awaitTermination(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
    long begun = System.nanoTime();
    while (true) {
      try (Connection connection = database.getConnection()) {
        AsyncWriter.end(connection, word.get());
        return;
      } catch (SQLException failure) {
        if (System.nanoTime() - begun >= timeLimit.toNanos()) {
          LOG.warn("async_log_end_not_traced reason=\"{}\"", failure.getMessage());
          return;
        }
      }
      Thread.sleep(PAUSE_AT_THE_END);
    }
  }
}
