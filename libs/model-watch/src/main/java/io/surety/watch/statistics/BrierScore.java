package io.surety.watch.statistics;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The Brier score with its standard error in closed form, the loans of one person going together.
 *
 * @param value mean squared distance of probability and outcome, 0 to 1
 * @param standardError of that value
 * @param people whose loans were measured, at least 2
 */
public record BrierScore(double value, double standardError, int people) {

  /** Of these loans; empty where they are one person's, or nobody's. */
  static Optional<BrierScore> of(Outcomes outcomes, People people) {
    if (people.count() < 2) {
      return Optional.empty();
    }
    int loans = outcomes.size();
    double[] squared = new double[loans];
    double sum = 0;
    for (int loan = 0; loan < loans; loan++) {
      double p = outcomes.probability()[loan];
      double error = outcomes.label()[loan] ? 1 - p : p;
      squared[loan] = error * error;
      sum += squared[loan];
    }
    double mean = sum / loans;
    double[] excess = new double[people.count()];
    for (int loan = 0; loan < loans; loan++) {
      excess[people.ofLoan(loan)] += squared[loan] - mean;
    }
    double between = 0;
    for (double one : excess) {
      between += one * one;
    }
    double scale = people.count() / (people.count() - 1.0);
    return Optional.of(new BrierScore(mean, Math.sqrt(between * scale) / loans, people.count()));
  }

  /** This score with its interval by Student's distribution over people, within 0 and 1. */
  public Estimated estimated(double confidence) {
    double reach =
        TDistribution.of(people - 1.0).inverseSurvivalProbability((1 - confidence) / 2)
            * standardError;
    return new Estimated(
        value, new Interval(Math.max(0, value - reach), Math.min(1, value + reach)));
  }
}
