package io.surety.prediction.scoring;

import io.surety.web.TooManyBodies;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few requests of many rows be decided at a time. Each holds all of its answers while it
 * waits for the log, and more of them than can be worked on would only fill the heap. Requests of
 * few rows do not wait for each other.
 */
final class ManyRows {

  private static final int MANY = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore places;

  /** Lets so many be decided at a time. */
  ManyRows(int atOnce) {
    this.places = new Semaphore(atOnce, true);
  }

  /**
   * Decides so many rows when it is their turn.
   *
   * @throws TooManyBodies when it is not for too long
   */
  <T> T decide(int rows, Supplier<T> decided) throws TooManyBodies {
    if (rows < MANY) {
      return decided.get();
    }
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TooManyBodies();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new TooManyBodies();
    }
    try {
      return decided.get();
    } finally {
      places.release();
    }
  }
}
