package io.surety.prediction.scoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Judges how old what features take into account may be.
 *
 * @param staleAfter null when they may be of any age
 */
record Freshness(@Nullable Duration staleAfter, StaleFeatures policy, Clock clock) {

  /** What is done with features that are too old. */
  enum StaleFeatures {
    /** The answer says so. */
    MARK,
    /** There is none. */
    REFUSE
  }

  /**
   * Features are too old.
   *
   * @param knownAt the newest load that they take into account; null when the feature service does
   *     not say
   */
  record Stale(@Nullable Instant knownAt, Duration allowed) {

    String detail() {
      return knownAt == null
          ? "the feature service does not say which loans its features take into account."
          : "the newest loans that its features take into account were loaded at %s, longer ago than %s."
              .formatted(knownAt, allowed);
    }
  }

  /** Null when they are fresh enough. */
  @Nullable Stale judge(@Nullable Instant knownAt) {
    Duration allowed = staleAfter;
    if (allowed == null || (knownAt != null && !knownAt.isBefore(clock.instant().minus(allowed)))) {
      return null;
    }
    return new Stale(knownAt, allowed);
  }

  boolean refuses() {
    return policy == StaleFeatures.REFUSE;
  }
}
