package io.surety.drill;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When the next request is due, so many a second. What a slow service could not take is left out
 * and not sent afterwards all at once. Threads may share it.
 */
final class Pacing {

  private static final double NANOS = 1e9;
  private static final long LATEST = (long) (NANOS / 2);

  private final AtomicLong due;
  private final long period;

  /**
   * Begins now.
   *
   * @param rate requests a second
   */
  Pacing(double rate, long now) {
    this.period = (long) (NANOS / rate);
    this.due = new AtomicLong(now - period);
  }

  /** The moment for the next one, in the nanoseconds of the clock that tells now. */
  long next(long now) {
    return due.updateAndGet(before -> Math.max(before + period, now - LATEST));
  }
}
