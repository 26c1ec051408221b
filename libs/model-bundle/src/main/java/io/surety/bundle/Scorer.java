package io.surety.bundle;

import io.surety.forest.Forest;

/**
 * Scores rows: forest, logistic function, calibrator, policy, points. The same code serves,
 * evaluates and scores batches, and any number of threads may share it.
 *
 * <p>On a platform thread scoring allocates nothing for a row but the answer; on a virtual thread
 * the forest adds what its walk needs, mostly a few hundred bytes. Explaining adds some kilobytes
 * of scratch, whatever the number of trees; see {@link Forest}.
 */
public final class Scorer {

  private final Forest forest;
  private final int positiveClass;
  private final Calibrator calibrator;
  private final DecisionPolicy policy;
  private final ScoreScale scale;

  /**
   * Scores with these parts.
   *
   * @param positiveClass 1 when class 1 of the forest means "not paid", 0 when class 0 does
   */
  public Scorer(
      Forest forest,
      int positiveClass,
      Calibrator calibrator,
      DecisionPolicy policy,
      ScoreScale scale) {
    this.forest = forest;
    this.positiveClass = Manifest.requireClass(positiveClass);
    this.calibrator = calibrator;
    this.policy = policy;
    this.scale = scale;
  }

  /** As the other, with the usual {@link ScoreScale#DEFAULT}. */
  public Scorer(Forest forest, int positiveClass, Calibrator calibrator, DecisionPolicy policy) {
    this(forest, positiveClass, calibrator, policy, ScoreScale.DEFAULT);
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

  /**
   * Everything that is said of a row without reasons, from one walk through the forest.
   *
   * @param row in the order of the schema, NaN where a value is missing
   */
  public Assessment assess(double[] row) {
    float margin = margin(row);
    double probability = calibrator.calibrate(Logistic.sigmoid(margin));
    return new Assessment(
        margin, probability, policy.decide(probability), scale.points(probability));
  }

  /**
   * What each input added to the margin of a row.
   *
   * @param row in the order of the schema, NaN where a value is missing
   */
  public Explanation explain(double[] row) {
    double[] parts = new double[forest.inputs() + 1];
    forest.contributions(row, parts);
    if (positiveClass == 0) {
      for (int part = 0; part < parts.length; part++) {
        parts[part] = 0 - parts[part];
      }
    }
    return Explanation.ofParts(parts);
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
