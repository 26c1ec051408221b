package io.surety.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bodies may be held in memory at once, with what is made of them. A body counts by its
 * part of the limit at its path, and one that comes in chunks as a whole from where it is no longer
 * small: each asks once, so no two wait for each other. Small ones do not count, and take no lock.
 */
final class BodyPermits {

  /** So many bytes are small. */
  static final long SMALL = 16 * 1024;

  private static final int OF_A_BODY = 1_000;
  private static final long PATIENCE_MILLIS = 2_000;

  private final Semaphore free;

  BodyPermits(int fullBodies) {
    this.free = new Semaphore(Math.multiplyExact(fullBodies, OF_A_BODY), true);
  }

  /**
   * Waits a moment for its turn.
   *
   * @param length in bytes, negative while it is not known
   * @param limit of the body at its path, in bytes, which the length does not exceed
   * @return what to give back, 0 for nothing
   */
  int acquire(long length, long limit) throws TooManyBodies {
    if (length <= SMALL) {
      return 0;
    }
    int permits = (int) Math.ceilDiv(length * OF_A_BODY, limit);
    try {
      if (free.tryAcquire(permits, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return permits;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new TooManyBodies();
  }

  void release(int permits) {
    free.release(permits);
  }
}
