package io.surety.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bodies may be held in memory at once, with what is made of them. A body counts by its
 * part of the limit at its path, and one whose length is not announced as a whole; small ones do
 * not count.
 */
final class BodyPermits {

  private static final long SMALL = 16 * 1024;
  private static final int OF_A_BODY = 1_000;
  private static final long PATIENCE_MILLIS = 2_000;

  private final Semaphore free;

  BodyPermits(int fullBodies) {
    this.free = new Semaphore(Math.multiplyExact(fullBodies, OF_A_BODY), true);
  }

  /**
   * Waits a moment for its turn.
   *
   * @param length in bytes, negative when it is not known
   * @return what to give back
   */
  int acquire(long length, long limit) throws TooManyBodies {
    if (length >= 0 && length <= SMALL) {
      return 0;
    }
    long part = length < 0 ? OF_A_BODY : Math.ceilDiv(length * OF_A_BODY, limit);
    int permits = (int) Math.min(part, OF_A_BODY);
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
