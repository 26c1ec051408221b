package io.surety.bundle;

import java.util.List;

/**
 * A non-decreasing curve through knots: straight lines between them, constant beyond the outer
 * ones.
 *
 * @param probability the uncalibrated probabilities of the knots, strictly increasing
 * @param calibrated the calibrated ones, never decreasing; as many
 */
public record Isotonic(List<Double> probability, List<Double> calibrated) implements Calibrator {

  /** Refuses a curve that falls, has no knots, or leaves [0, 1]. */
  public Isotonic {
    probability = List.copyOf(probability);
    calibrated = List.copyOf(calibrated);
    if (probability.isEmpty() || probability.size() != calibrated.size()) {
      throw new IllegalArgumentException(
          "An isotonic calibrator needs as many uncalibrated as calibrated probabilities and at"
              + " least one, but has %d and %d.".formatted(probability.size(), calibrated.size()));
    }
    for (int i = 0; i < probability.size(); i++) {
      requireProbability(probability.get(i));
      requireProbability(calibrated.get(i));
      if (i > 0
          && (probability.get(i) <= probability.get(i - 1)
              || calibrated.get(i) < calibrated.get(i - 1))) {
        throw new IllegalArgumentException(
            "An isotonic calibrator must rise, but falls or stands at its knot %d.".formatted(i));
      }
    }
  }

  /**
   * Fits the curve by pooling adjacent violators (Ayer and others, 1955). Equal probabilities are
   * one point. No knot claims certainty: with n labels it stays within 1 / (n + 2) of 0 and 1.
   *
   * @param probability uncalibrated, between 0 and 1, one for each label
   * @param label true where the loan was not paid
   */
  public static Isotonic fit(double[] probability, boolean[] label) {
    return IsotonicFit.of(probability, label);
  }

  @Override
  public double calibrate(double uncalibrated) {
    int above = firstAbove(uncalibrated);
    if (above == 0) {
      return calibrated.getFirst();
    }
    if (above == probability.size()) {
      return calibrated.getLast();
    }
    double left = probability.get(above - 1);
    double low = calibrated.get(above - 1);
    double high = calibrated.get(above);
    double share = (uncalibrated - left) / (probability.get(above) - left);
    return Math.clamp(low + share * (high - low), low, high);
  }

  /** The first knot beyond a value; the library's search would allocate a box for every row. */
  private int firstAbove(double value) {
    int low = 0;
    int high = probability.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (probability.get(middle) > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static void requireProbability(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "A knot of an isotonic calibrator must lie between 0 and 1, but %s does not."
              .formatted(value));
    }
  }
}
