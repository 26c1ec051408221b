package io.surety.watch.statistics;

/**
 * Where a figure lies with the confidence that was asked for.
 *
 * @param lower at most {@code upper}
 */
public record Interval(double lower, double upper) {

  /** Refuses ends that are in the wrong order or no numbers. */
  public Interval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "An interval goes from its lower to its upper end, but these are %s and %s."
              .formatted(lower, upper));
    }
  }

  /** Whether a value lies in it, its ends included. */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
