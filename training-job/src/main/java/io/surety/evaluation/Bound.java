package io.surety.evaluation;

import org.jspecify.annotations.Nullable;

/** What a gate asks of the measured figure; an end that does not matter is null. */
public record Bound(@Nullable Double min, @Nullable Double max) {

  static Bound atLeast(double lowest) {
    return new Bound(lowest, null);
  }

  static Bound atMost(double highest) {
    return new Bound(null, highest);
  }

  static Bound between(double lowest, double highest) {
    return new Bound(lowest, highest);
  }
}
