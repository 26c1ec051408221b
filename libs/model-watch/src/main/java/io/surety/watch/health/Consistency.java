package io.surety.watch.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last check of logged features against features that were computed again.
 *
 * @param from the first prediction of the stretch that was checked
 * @param sample how many predictions were drawn; null when all were taken
 * @param compared predictions that were computed again
 * @param differing of them
 * @param features in how many predictions each feature differs, those that differ
 */
public record Consistency(
    Instant at,
    Instant from,
    Instant until,
    @Nullable Integer sample,
    long compared,
    long differing,
    Map<String, Long> features) {

  /** When the last check is this old, somebody is told ({@code SuretyConsistencyIsUnchecked}). */
  public static final Duration LIMIT = Duration.ofDays(3);

  public Consistency {
    features = Map.copyOf(features);
  }
}
