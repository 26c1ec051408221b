package io.surety.comparison;

import java.util.Arrays;

/**
 * How differences are spread: what 5, 25, 50, 75 and 95 percent of them lie at or below.
 *
 * @param mean of all
 */
public record Spread(
    double mean, double low, double lowerQuarter, double median, double upperQuarter, double high) {

  /** Of at least one value. */
  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(
        Arrays.stream(sorted).average().orElseThrow(),
        at(sorted, 0.05),
        at(sorted, 0.25),
        at(sorted, 0.5),
        at(sorted, 0.75),
        at(sorted, 0.95));
  }

  private static double at(double[] sorted, double part) {
    return sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
  }
}
