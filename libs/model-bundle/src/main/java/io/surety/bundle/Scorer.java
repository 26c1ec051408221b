package io.surety.bundle;

import io.surety.forest.Forest;

/**
 * Scores rows: forest, logistic function, calibrator, policy. The same code serves, evaluates and
 * scores batches. It allocates nothing for a row, and any number of threads may share it.
 */
public final class Scorer {

  private final Forest forest;
  private final int positiveClass;
  private final Calibrator calibrator;
  private final DecisionPolicy policy;

  /**
   * Scores with these parts.
   *
   * @param positiveClass 1 when class 1 of the forest means "not paid", 0 when class 0 does
   */
  public Scorer(Forest forest, int positiveClass, Calibrator calibrator, DecisionPolicy policy) {
    this.forest = forest;
    this.positiveClass = Manifest.requireClass(positiveClass);
    this.calibrator = calibrator;
    this.policy = policy;
  }

  /**
   * The raw score of "not paid": the log odds that the forest claims.
   *
   * @param row in the order of the schema, NaN where a value is missing
   */
  public float margin(double[] row) {
    float margin = forest.margin(row);
    return positiveClass == 1 ? margin : -margin;
  }

  /** The probability of not paying that the forest claims, before the calibrator. */
  public double uncalibrated(double[] row) {
    return Logistic.sigmoid(margin(row));
  }

  /** The probability of not paying, between 0 and 1. */
  public double probability(double[] row) {
    return calibrator.calibrate(uncalibrated(row));
  }

  /** The decision of the policy for such a probability. */
  public Decision decide(double probability) {
    return policy.decide(probability);
  }
}
