package io.surety.simulation;

/**
 * How people who come differ from those who came before, in one trait.
 *
 * @param mean of those before
 * @param deviation the standard deviation of those before, above 0
 * @param by how many such deviations the mean is to move, up or down
 */
public record Leaning(Trait trait, double mean, double deviation, double by) {

  /** Refuses a trait that everybody shares, and a shift that is none. */
  public Leaning {
    if (!(deviation > 0) || !Double.isFinite(mean) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "People can only differ in what varies, but %s has a deviation of %s."
              .formatted(trait, deviation));
    }
    if (by == 0 || !Double.isFinite(by)) {
      throw new IllegalArgumentException(
          "A shift is a number of deviations up or down, and not %s.".formatted(by));
    }
  }

  /** How far towards that a value is: on average {@code by²} when the mean has moved so far. */
  double of(double value) {
    return Double.isNaN(value) ? 0 : by * (value - mean) / deviation;
  }

  /** What {@link #of} is on average when the mean has moved so far. */
  double wanted() {
    return by * by;
  }
}
