package io.surety.watching;

import io.surety.loans.LoanLedger;
import io.surety.predictionlog.AsyncProcesses;
import io.surety.predictionlog.ConsistencyChecks;
import io.surety.watch.Events;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Reads every few seconds how the data stands, so that whoever asks for it never waits for the
 * database. What cannot be read is said once, counted, and not answered from what was read before.
 */
public final class DataReadings implements KnownData, AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  /** So long are those told of that are gone, however long nobody looked. */
  private static final Duration MISSED_FOR = Duration.ofDays(1);

  private final DataSource source;
  private final Clock clock;
  private final Consumer<String> sink;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable DataState last;
  private String lastFailure = "";

  /**
   * Readings that have not begun.
   *
   * @param source gives connections of a login with {@code surety_watcher}
   * @param sink takes the line that says why nothing can be read
   */
  public DataReadings(DataSource source, Clock clock, Consumer<String> sink) {
    this.source = source;
    this.clock = clock;
    this.sink = sink;
  }

  /** Begins to read, at once and then every few seconds. */
  public void start() {
    Thread.ofPlatform().name("surety-readings").daemon().start(this::run);
  }

  @Override
  public Optional<DataState> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public long taken() {
    return taken.get();
  }

  @Override
  public long failed() {
    return failed.get();
  }

  private void run() {
    try {
      do {
        read();
      } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (Connection connection = source.getConnection()) {
      connection.setNetworkTimeout(Runnable::run, (int) ANSWERS_WITHIN.toMillis());
      DataSource one = new SingleConnectionDataSource(connection, true);
      last =
          new DataState(
              new LoanLedger(one, clock).newestLoad(),
              new ConsistencyChecks(one).newest(),
              new Events(one).backlog(),
              MissingDecisions.of(
                  new AsyncProcesses(one).missing(clock.instant().minus(MISSED_FOR))));
      taken.incrementAndGet();
      lastFailure = "";
    } catch (SQLException | RuntimeException failure) {
      last = null;
      failed.incrementAndGet();
      String because = Because.of(failure);
      if (!because.equals(lastFailure)) {
        lastFailure = because;
        sink.accept("data unread because=\"%s\" again=%s".formatted(because, PAUSE));
      }
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
