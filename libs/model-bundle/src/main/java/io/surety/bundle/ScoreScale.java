package io.surety.bundle;

/**
 * Turns a probability of not paying into the points that credit people read: more points, less
 * risk. {@code points = basePoints + pointsToDoubleOdds * log2(odds / baseOdds)} with the odds of
 * paying against not paying (Siddiqi, "Credit Risk Scorecards", 2006, chapter 6).
 *
 * @param basePoints the points at {@code baseOdds}
 * @param baseOdds payers for each one who does not pay, such as 50
 * @param pointsToDoubleOdds how many points more stand for twice the odds
 */
public record ScoreScale(double basePoints, double baseOdds, double pointsToDoubleOdds) {

  /** 600 points at 50 payers to one, 20 points more for twice as many. */
  public static final ScoreScale DEFAULT = new ScoreScale(600, 50, 20);

  private static final double MOST_POINTS = 1_000_000;
  private static final double MOST_POINTS_TO_DOUBLE = 10_000;
  private static final double MOST_ODDS = 1_000_000;
  private static final double NEAREST_TO_CERTAIN = 1e-15;
  private static final double LN_2 = StrictMath.log(2);

  /** Refuses a scale that stands still, falls, or has points that no whole number holds. */
  public ScoreScale {
    if (!(Math.abs(basePoints) <= MOST_POINTS)) {
      throw new IllegalArgumentException(
          "A score's base_points lie between -1,000,000 and 1,000,000, but are %s."
              .formatted(basePoints));
    }
    if (!(baseOdds >= 1 / MOST_ODDS && baseOdds <= MOST_ODDS)) {
      throw new IllegalArgumentException(
          "A score's base_odds lie between 0.000001 and 1,000,000 payers to one, but are %s."
              .formatted(baseOdds));
    }
    if (!(pointsToDoubleOdds > 0 && pointsToDoubleOdds <= MOST_POINTS_TO_DOUBLE)) {
      throw new IllegalArgumentException(
          "A score's points_to_double_odds are above 0 and at most 10,000, but are %s."
              .formatted(pointsToDoubleOdds));
    }
  }

  /**
   * The points of a calibrated probability of not paying, rounded to the nearest whole number.
   *
   * @param probability between 0 and 1; nearer than 1e-15 to certainty counts as 1e-15 from it
   */
  public int points(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "Points need a probability between 0 and 1, but were given %s.".formatted(probability));
    }
    double uncertain = Math.clamp(probability, NEAREST_TO_CERTAIN, 1 - NEAREST_TO_CERTAIN);
    double odds = (1 - uncertain) / uncertain;
    return (int)
        Math.round(basePoints + pointsToDoubleOdds / LN_2 * StrictMath.log(odds / baseOdds));
  }
}
