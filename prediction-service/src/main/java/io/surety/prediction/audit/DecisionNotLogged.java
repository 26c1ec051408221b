package io.surety.prediction.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was decided could not be logged in time, and therefore is not answered. Its row may have
 * come through all the same; nobody was told of that decision.
 */
public final class DecisionNotLogged extends RuntimeException {

  private final Duration retryAfter;

  DecisionNotLogged(Duration retryAfter, @Nullable Throwable cause) {
    super("The decision could not be logged.", cause, false, false);
    this.retryAfter = retryAfter;
  }

  /** When it may be worth trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** What callers are told. */
  public String detail() {
    return "The decision could not be written to the log in time, and without that none is given. Try again shortly.";
  }
}
