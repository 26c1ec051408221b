package io.surety.predictionlog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process that logs, or logged, behind its answers, by what it told.
 *
 * @param login by which it wrote
 * @param address from where; null when it was the server's own machine
 * @param told when it was heard of last
 * @param ended when it said that it ends; null when it did not
 * @param silent whether it did not say so, and is not heard of any more
 * @param taken decisions that it was given to log
 * @param written of them, which are in the log
 * @param lostLeast so many at least are in no log
 * @param lostMost so many at most, but for those that found no room after it was heard of last
 */
public record AsyncProcess(
    UUID instance,
    String login,
    @Nullable String address,
    Instant begun,
    Instant told,
    @Nullable Instant ended,
    boolean silent,
    long taken,
    long written,
    long lostLeast,
    long lostMost) {

  /** Whether nobody can ask it any more. */
  public boolean isGone() {
    return silent || ended != null;
  }
}
