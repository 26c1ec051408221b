package io.surety.watch.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Where a figure lies with the confidence that was asked for.
 *
 * @param lower at most {@code upper}
 */
public record Interval(double lower, double upper) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Refuses ends that are in the wrong order or no numbers. */
  public Interval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "An interval goes from its lower to its upper end, but these are %s and %s."
              .formatted(lower, upper));
    }
  }

  /** About a figure that lies within 0 and 1, by the normal distribution. */
  static Interval ofShare(double value, double standardError, double confidence) {
    double reach = NORMAL.inverseSurvivalProbability((1 - confidence) / 2) * standardError;
    return new Interval(Math.max(0, value - reach), Math.min(1, value + reach));
  }

  /** Whether a value lies in it, its ends included. */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
