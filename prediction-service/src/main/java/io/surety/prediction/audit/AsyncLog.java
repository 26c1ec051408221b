package io.surety.prediction.audit;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.predictionlog.AsyncWord;
import io.surety.predictionlog.AsyncWriter;
import io.surety.predictionlog.LogRows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues rows and returns at once; one thread writes them. What does not fit into the queue, what
 * the database refuses for good, and what is left when the service has ended for longer than the
 * time limit, is lost: counted, and said now and then. What it takes along when it is killed can be
 * told from what it told the database before; see docs/adr/0023-the-prediction-log.md.
 */
final class AsyncLog implements DecisionLog, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AsyncLog.class);
  private static final int MOST_REQUESTS = 256;
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();
  private static final long BETWEEN_WORDS_NANOS = Duration.ofSeconds(10).toNanos();

  private final UUID instance = UUID.randomUUID();
  private final Commits commits;
  private final AsyncTrace trace;
  private final AuditMetrics metrics;
  private final AuditSettings settings;
  private final ArrayDeque<LogRows> queue = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread writer;

  /** With those that are being written. */
  private int queued;

  private long taken;
  private long written;
  private long lost;
  private boolean closed;
  private long endsAt;
  private long saidAt;
  private boolean said;

  AsyncLog(HikariDataSource database, AuditMetrics metrics, AuditSettings settings) {
    this.commits =
        new Commits(
            database,
            metrics,
            (connection, rows) -> AsyncWriter.write(connection, rows, word(count(rows))));
    this.metrics = metrics;
    this.settings = settings;
    metrics.showQueue(this::queued);
    this.writer = Thread.ofPlatform().name("prediction-log").daemon().start(this::writeAll);
    this.trace = AsyncTrace.begin(database, () -> word(0), metrics, settings.timeLimit());
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void keep(LogRows rows) {
    lock.lock();
    try {
      taken += rows.count();
      if (closed || (queued > 0 && queued + rows.count() > settings.queue())) {
        lose(rows.count(), "the queue is full");
        return;
      }
      queue.addLast(rows);
      queued += rows.count();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int queued() {
    lock.lock();
    try {
      return queued;
    } finally {
      lock.unlock();
    }
  }

  /** How it stands when so many more are written. */
  private AsyncWord word(int writing) {
    lock.lock();
    try {
      // However small the queue, a request is taken whole when nothing else waits.
      int most = Math.max(settings.queue(), MOST_ROWS);
      return new AsyncWord(instance, most, taken, written + writing, lost);
    } finally {
      lock.unlock();
    }
  }

  private void writeAll() {
    for (List<LogRows> next = next(); !next.isEmpty(); next = next()) {
      write(next);
    }
  }

  /** What is to be written next; nothing when the log is closed and all is written. */
  private List<LogRows> next() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<LogRows> next = new ArrayList<>();
      while (!queue.isEmpty() && next.size() < MOST_REQUESTS) {
        next.add(queue.removeFirst());
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** What became of rows that were to be written. */
  private enum End {
    WRITTEN,
    /** For what is in them, so that they would be refused again. */
    REFUSED,
    /** There is no time left, or something is broken. */
    GIVEN_UP
  }

  /** Writes rows, but for those that no log takes: of refused rows each half is tried alone. */
  private void write(List<LogRows> rows) {
    int count = count(rows);
    switch (tryToWrite(rows)) {
      case WRITTEN -> {
        lock.lock();
        try {
          queued -= count;
          written += count;
        } finally {
          lock.unlock();
        }
      }
      case REFUSED -> {
        if (count == 1) {
          giveUp(count, "the database refused what is in them");
        } else {
          for (List<LogRows> half : halves(rows)) {
            write(half);
          }
        }
      }
      case GIVEN_UP -> giveUp(count, "the database did not take them");
    }
  }

  private static List<List<LogRows>> halves(List<LogRows> rows) {
    int middle = rows.size() / 2;
    return middle == 0
        ? rows.getFirst().halves().stream().map(List::of).toList()
        : List.of(rows.subList(0, middle), rows.subList(middle, rows.size()));
  }

  private static int count(List<LogRows> rows) {
    return rows.stream().mapToInt(LogRows::count).sum();
  }

  /** Tries until it succeeds, is refused for good, or time is over after the end of the service. */
  private End tryToWrite(List<LogRows> rows) {
    boolean again = false;
    while (true) {
      try {
        commits.write(rows, System.nanoTime() + settings.timeLimit().toNanos(), again);
        return End.WRITTEN;
      } catch (SQLException failure) {
        if (Commits.isForGood(failure)) {
          if (count(rows) == 1) {
            metrics.refused(1, failure);
          }
          return End.REFUSED;
        }
        if (!waits()) {
          return End.GIVEN_UP;
        }
        again = true;
      } catch (RuntimeException failure) {
        LOG.error("decisions_not_logged", failure);
        return End.GIVEN_UP;
      }
    }
  }

  /** Waits a moment; false when there is no time left. */
  private boolean waits() {
    lock.lock();
    try {
      if (closed && System.nanoTime() - endsAt >= 0) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return true;
  }

  private void giveUp(int count, String reason) {
    lock.lock();
    try {
      queued -= count;
      lose(count, reason);
    } finally {
      lock.unlock();
    }
  }

  private void lose(int count, String reason) {
    lost += count;
    metrics.lost(count);
    long now = System.nanoTime();
    if (!said || now - saidAt > BETWEEN_WORDS_NANOS) {
      said = true;
      saidAt = now;
      LOG.error("decisions_lost total={} reason=\"{}\"", (long) metrics.lost(), reason);
    }
  }

  /** Takes nothing more, and returns when all is written or the time for it is over. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      endsAt = System.nanoTime() + settings.timeLimit().toNanos();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (!writer.join(settings.timeLimit().multipliedBy(3))) {
        lock.lock();
        try {
          lose(queued, "the service ended before they were written");
        } finally {
          lock.unlock();
        }
      }
      trace.end();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
