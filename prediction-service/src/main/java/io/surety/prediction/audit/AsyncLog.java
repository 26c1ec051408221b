package io.surety.prediction.audit;

import io.surety.predictionlog.LogRows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues rows and returns at once; one thread writes them. What does not fit into the queue, what
 * the database refuses for good, and what is left when the service has ended for longer than the
 * time limit, is lost: counted, and said now and then.
 */
final class AsyncLog implements DecisionLog, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AsyncLog.class);
  private static final int MOST_REQUESTS = 256;
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();
  private static final long BETWEEN_WORDS_NANOS = Duration.ofSeconds(10).toNanos();

  private final Commits commits;
  private final AuditMetrics metrics;
  private final AuditSettings settings;
  private final ArrayDeque<LogRows> queue = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread writer;

  /** With those that are being written. */
  private int queued;

  private boolean closed;
  private long endsAt;
  private long saidAt;
  private boolean said;

  AsyncLog(Commits commits, AuditMetrics metrics, AuditSettings settings) {
    this.commits = commits;
    this.metrics = metrics;
    this.settings = settings;
    metrics.showQueue(this::queued);
    this.writer = Thread.ofPlatform().name("prediction-log").daemon().start(this::writeAll);
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void keep(LogRows rows) {
    lock.lock();
    try {
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

  private void writeAll() {
    for (List<LogRows> next = next(); !next.isEmpty(); next = next()) {
      int count = next.stream().mapToInt(LogRows::count).sum();
      boolean written = write(next);
      lock.lock();
      try {
        queued -= count;
        if (!written) {
          lose(count, "the database did not take them");
        }
      } finally {
        lock.unlock();
      }
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

  /** Tries until it succeeds, is refused for good, or time is over after the end of the service. */
  private boolean write(List<LogRows> rows) {
    boolean again = false;
    while (true) {
      try {
        commits.write(rows, System.nanoTime() + settings.timeLimit().toNanos(), again);
        return true;
      } catch (SQLException failure) {
        if (isForGood(failure) || !waits()) {
          return false;
        }
        again = true;
      } catch (RuntimeException failure) {
        LOG.error("decisions_not_logged", failure);
        return false;
      }
    }
  }

  /** Data that no table takes (class 22), or that breaks a rule of this one (class 23). */
  private static boolean isForGood(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("22") || state.startsWith("23");
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

  private void lose(int count, String reason) {
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
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
