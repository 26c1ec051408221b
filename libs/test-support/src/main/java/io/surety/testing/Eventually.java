package io.surety.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
public final class Eventually {

  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  private Eventually() {}

  /** Returns as soon as the condition holds, or fails the test when it does not in time. */
  public static void within(Duration patience, String expectation, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + patience.toMillis() + " ms: " + expectation);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
