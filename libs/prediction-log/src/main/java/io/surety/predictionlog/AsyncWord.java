package io.surety.predictionlog;

import java.util.UUID;

/**
 * What a process that logs behind its answers tells of itself. All counts are of decisions, from
 * its start on.
 *
 * @param instance the process
 * @param mostWaiting so many wait in its memory at most
 * @param taken were given to it to log, and might be answered from then on
 * @param written are in the log
 * @param lost are in no log, as it knows
 */
public record AsyncWord(UUID instance, int mostWaiting, long taken, long written, long lost) {

  /** Refuses a process in which nothing may wait. */
  public AsyncWord {
    if (mostWaiting < 1) {
      throw new IllegalArgumentException(
          "At least 1 decision may wait, not %d.".formatted(mostWaiting));
    }
  }
}
