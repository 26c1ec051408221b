package io.surety.watch.statistics;

import org.jspecify.annotations.Nullable;

/**
 * A measured figure with its 95 % interval, from drawing people (not loans) anew. An end is null
 * when too few draws had a value, as when one class hardly occurs.
 */
public record Estimate(double value, @Nullable Double lower, @Nullable Double upper) {

  public Estimate {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "An estimate is a finite number; what cannot be measured is null, not " + value + ".");
    }
  }
}
