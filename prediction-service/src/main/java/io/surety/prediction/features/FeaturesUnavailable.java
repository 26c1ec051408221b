package io.surety.prediction.features;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The feature service did not answer in time, or not with features. */
public final class FeaturesUnavailable extends RuntimeException {

  private final Duration retryAfter;

  FeaturesUnavailable(String reason, @Nullable Throwable cause, Duration retryAfter) {
    super(reason, cause);
    this.retryAfter = retryAfter;
  }

  /** When it is worth trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
