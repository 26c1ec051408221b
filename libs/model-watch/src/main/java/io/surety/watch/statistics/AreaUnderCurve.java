package io.surety.watch.statistics;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The AUC with its standard error in closed form: DeLong, DeLong and Clarke-Pearson (Biometrics 44,
 * 1988), with the loans of one person going together (Obuchowski, Biometrics 53, 1997). Much faster
 * than {@link PersonBootstrap} and the same on every machine.
 *
 * @param value chance that a bad loan scores above a good one, half a point for a tie
 * @param standardError of that value
 */
public record AreaUnderCurve(double value, double standardError) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Of these loans; empty unless at least two people are bad and two are good. */
  public static Optional<AreaUnderCurve> of(double[] probability, boolean[] label, People people) {
    Ranking ranking = Ranking.of(probability, label);
    if (!ranking.hasBothOutcomes()) {
      return Optional.empty();
    }
    double[] goodBelow = new double[ranking.groups()];
    double[] badAbove = new double[ranking.groups()];
    long good = 0;
    long bad = ranking.allBad();
    double wins = 0;
    for (int group = 0; group < ranking.groups(); group++) {
      bad -= ranking.bad(group);
      goodBelow[group] = (good + ranking.good(group) / 2.0) / ranking.allGood();
      badAbove[group] = (bad + ranking.bad(group) / 2.0) / ranking.allBad();
      good += ranking.good(group);
      wins += goodBelow[group] * ranking.bad(group);
    }
    double auc = wins / ranking.allBad();
    double[] ofBad = new double[people.count()];
    double[] ofGood = new double[people.count()];
    for (int loan = 0; loan < label.length; loan++) {
      int group = ranking.groupOfLoan(loan);
      if (label[loan]) {
        ofBad[people.ofLoan(loan)] += goodBelow[group] - auc;
      } else {
        ofGood[people.ofLoan(loan)] += badAbove[group] - auc;
      }
    }
    return variance(ofBad, ofGood, ranking, people)
        .map(Math::sqrt)
        .map(error -> new AreaUnderCurve(auc, error));
  }

  private static Optional<Double> variance(
      double[] ofBad, double[] ofGood, Ranking ranking, People people) {
    long withBad = 0;
    long withGood = 0;
    double bad = 0;
    double good = 0;
    double shared = 0;
    for (int person = 0; person < ofBad.length; person++) {
      withBad += people.bad(person) > 0 ? 1 : 0;
      withGood += people.loans(person) > people.bad(person) ? 1 : 0;
      bad += ofBad[person] * ofBad[person];
      good += ofGood[person] * ofGood[person];
      shared += ofBad[person] * ofGood[person];
    }
    if (withBad < 2 || withGood < 2) {
      return Optional.empty();
    }
    double m = ranking.allBad();
    double n = ranking.allGood();
    double all = ofBad.length;
    return Optional.of(
        Math.max(
            0,
            bad / (m * m) * withBad / (withBad - 1)
                + good / (n * n) * withGood / (withGood - 1)
                + 2 * shared / (m * n) * all / (all - 1)));
  }

  /** Where the AUC lies with this confidence, by the normal distribution; within 0 and 1. */
  public Interval interval(double confidence) {
    double reach = NORMAL.inverseSurvivalProbability((1 - confidence) / 2) * standardError;
    return new Interval(Math.max(0, value - reach), Math.min(1, value + reach));
  }

  /** This AUC with its interval. */
  public Estimated estimated(double confidence) {
    return new Estimated(value, interval(confidence));
  }
}
