package io.surety.watch.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.jspecify.annotations.Nullable;

/**
 * A bad rate as predicted and as observed.
 *
 * @param loans at least 1
 * @param bad how many of them were not paid on time
 * @param predicted mean of their probabilities
 * @param observed bad over loans
 * @param interval where the true bad rate lies by what was observed
 */
public record BadRate(int loans, int bad, double predicted, double observed, Interval interval) {

  private static final double JEFFREYS = 0.5;

  /** Whether what was predicted can be true by what was observed. */
  public boolean isAsPredicted() {
    return interval.contains(predicted);
  }

  /** Predicted over observed; null when no loan is bad. */
  public @Nullable Double predictedOverActual() {
    return bad == 0 ? null : predicted / observed;
  }

  /**
   * Of some loans. The interval is Jeffreys' (Brown, Cai and DasGupta, Statistical Science 16,
   * 2001), of so many fewer loans as the outcomes of one person go together: by the ratio of the
   * variance between people to that of independent loans (Rao and Scott, Biometrics 48, 1992).
   *
   * @param outcomes at least one loan
   */
  public static BadRate of(Outcomes outcomes, double confidence) {
    int loans = outcomes.size();
    int bad = outcomes.bad();
    double observed = (double) bad / loans;
    double scale = 1 / designEffect(outcomes, observed);
    double tail = (1 - confidence) / 2;
    BetaDistribution beta =
        BetaDistribution.of(bad * scale + JEFFREYS, (loans - bad) * scale + JEFFREYS);
    return new BadRate(
        loans,
        bad,
        outcomes.predicted(),
        observed,
        new Interval(
            bad == 0 ? 0 : beta.inverseCumulativeProbability(tail),
            bad == loans ? 1 : beta.inverseSurvivalProbability(tail)));
  }

  /** How many times the variance of independent loans the bad rate has; at least 1. */
  private static double designEffect(Outcomes outcomes, double observed) {
    People people = outcomes.people();
    int loans = outcomes.size();
    int count = people.count();
    if (observed == 0 || observed == 1 || count < 2) {
      return 1;
    }
    double independent = observed * (1 - observed) * loans * loans / (loans - 1);
    double between = 0;
    for (int person = 0; person < count; person++) {
      double excess = people.bad(person) - observed * people.loans(person);
      between += excess * excess;
    }
    return Math.max(1, between * count / (count - 1.0) / independent);
  }
}
