package io.surety.prediction.scoring;

import io.surety.web.TooManyBodies;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets so many rows be decided at a time, of requests that have many. Each holds all of its answers
 * while it waits for the log, and more of them than can be worked on would only fill the heap. Who
 * has few rows does not wait.
 */
final class ManyRows {

  private static final int MANY = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final int atOnce;
  private final Semaphore room;

  /** Has room for so many rows at a time. */
  ManyRows(int atOnce) {
    this.atOnce = atOnce;
    this.room = new Semaphore(atOnce, true);
  }

  /**
   * Decides so many rows when there is room for them; more than all the room has are let in alone.
   *
   * @throws TooManyBodies when there is none for too long
   */
  <T> T decide(int rows, Supplier<T> decided) throws TooManyBodies {
    if (rows < MANY) {
      return decided.get();
    }
    int taken = Math.min(rows, atOnce);
    try {
      if (!room.tryAcquire(taken, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TooManyBodies();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new TooManyBodies();
    }
    try {
      return decided.get();
    } finally {
      room.release(taken);
    }
  }
}
