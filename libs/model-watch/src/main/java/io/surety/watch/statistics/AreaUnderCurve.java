package io.surety.watch.statistics;

import java.util.Optional;

/**
 * The AUC with its standard error in closed form: DeLong, DeLong and Clarke-Pearson (Biometrics 44,
 * 1988), with the loans of one person going together ({@link BadAgainstGood}). Much faster than
 * {@link PersonBootstrap} and the same on every machine.
 *
 * @param value chance that a bad loan scores above a good one, half a point for a tie
 * @param standardError of that value
 */
public record AreaUnderCurve(double value, double standardError) {

  /** Of these loans; empty unless at least two people are bad and two are good. */
  public static Optional<AreaUnderCurve> of(double[] probability, boolean[] label, People people) {
    return of(Ranking.of(probability, label), label, people);
  }

  static Optional<AreaUnderCurve> of(Ranking ranking, boolean[] label, People people) {
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
    BadAgainstGood scatter = new BadAgainstGood(people);
    for (int loan = 0; loan < label.length; loan++) {
      int group = ranking.groupOfLoan(loan);
      scatter.add(loan, label[loan], label[loan] ? goodBelow[group] - auc : auc - badAbove[group]);
    }
    return scatter.standardError(ranking).map(error -> new AreaUnderCurve(auc, error));
  }

  /** Where the AUC lies with this confidence, by the normal distribution; within 0 and 1. */
  public Interval interval(double confidence) {
    return Interval.ofShare(value, standardError, confidence);
  }

  /** This AUC with its interval. */
  public Estimated estimated(double confidence) {
    return new Estimated(value, interval(confidence));
  }
}
