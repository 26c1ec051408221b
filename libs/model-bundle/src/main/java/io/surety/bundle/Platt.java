package io.surety.bundle;

import static java.lang.Math.clamp;

/**
 * A logistic curve over the logit of the forest's probability: {@code sigmoid(slope * logit(p) +
 * intercept)}. It has two parameters only, so it holds up with few bad loans.
 *
 * @param slope at least 0, so that the order of applicants stays
 */
public record Platt(double slope, double intercept) implements Calibrator {

  private static final double NEAREST_TO_CERTAIN = 1e-15;

  /** Refuses a falling curve and parameters that are no finite numbers. */
  public Platt {
    if (!Double.isFinite(slope) || !Double.isFinite(intercept) || slope < 0) {
      throw new IllegalArgumentException(
          "A Platt calibrator needs a finite slope of at least 0 and a finite intercept, but has"
              + " slope %s and intercept %s.".formatted(slope, intercept));
    }
  }

  /**
   * Fits the curve by Newton's method with Platt's smoothed targets (Platt 1999; Lin, Lin and Weng
   * 2007). Where the labels would make it fall, it is the constant that fits best. The same input
   * gives the same curve, bit for bit, on every machine.
   *
   * @param probability uncalibrated, between 0 and 1, one for each label
   * @param label true where the loan was not paid
   */
  public static Platt fit(double[] probability, boolean[] label) {
    return PlattFit.of(probability, label);
  }

  @Override
  public double calibrate(double probability) {
    return Logistic.sigmoid(slope * logit(probability) + intercept);
  }

  static double logit(double probability) {
    return Logistic.logit(clamp(probability, NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN));
  }
}
