package io.surety.bundle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The middle of a column. */
final class Medians {

  private Medians() {}

  /**
   * The value in the middle of those that are there, halfway between the two of an even number;
   * null when there are none.
   *
   * @param column NaN where a value is missing
   */
  static @Nullable Double of(double[] column) {
    double[] sorted = Arrays.stream(column).filter(x -> !Double.isNaN(x)).sorted().toArray();
    if (sorted.length == 0) {
      return null;
    }
    double low = sorted[(sorted.length - 1) / 2];
    double high = sorted[sorted.length / 2];
    return low == high ? low : low / 2 + high / 2;
  }
}
