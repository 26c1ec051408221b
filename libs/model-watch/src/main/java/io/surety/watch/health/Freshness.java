package io.surety.watch.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How old what was known of users was when it was decided about them.
 *
 * @param newestLoad when the newest loans were loaded; empty when none were, or this database holds
 *     no ledger
 * @param counts of decisions by the age of their features, between {@link #EDGES} in hours
 * @param halfHours half of the decisions had features of at most this age; null without any
 * @param slowHours 99 % of the decisions had features of at most this age
 * @param slots the oldest first
 */
public record Freshness(
    Optional<Instant> newestLoad,
    List<Long> counts,
    @Nullable Double halfHours,
    @Nullable Double slowHours,
    List<FreshnessSlot> slots) {

  /** Hours; the first count is of younger features, the last of those at least so old. */
  public static final List<Double> EDGES = List.of(6d, 12d, 18d, 24d, 30d, 36d, 48d, 72d, 168d);

  /** When loans this old are the newest, somebody is told ({@code SuretyNoNewLoans}). */
  public static final Duration LIMIT = Duration.ofDays(3);

  public Freshness {
    counts = List.copyOf(counts);
    slots = List.copyOf(slots);
  }
}
