package io.surety.prediction.features;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Cancels requests whose time is over, whatever they wait for: the limit of a read alone would let
 * an answer go on for ever that comes in drops. Looks every 50 ms.
 */
final class TimeLimits implements AutoCloseable {

  private static final long STEP_MILLIS = 50;

  private final Set<Limit> open = ConcurrentHashMap.newKeySet();
  private final Thread watch = Thread.ofVirtual().name("feature-call-limits").start(this::watch);

  /** Limits a request until this is closed. */
  Limit limit(Cancellable request, long end) {
    Limit limit = new Limit(request, end);
    open.add(limit);
    return limit;
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      } catch (InterruptedException closed) {
        return;
      }
      for (Limit limit : open) {
        if (limit.isOver()) {
          limit.request.cancel();
        }
      }
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  /** The time of one request. */
  final class Limit implements AutoCloseable {

    private final Cancellable request;
    private final long end;

    private Limit(Cancellable request, long end) {
      this.request = request;
      this.end = end;
    }

    boolean isOver() {
      return System.nanoTime() - end >= 0;
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }
}
