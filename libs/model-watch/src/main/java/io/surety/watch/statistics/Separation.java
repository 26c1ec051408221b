package io.surety.watch.statistics;

import java.util.Optional;

/**
 * The Kolmogorov-Smirnov distance between the scores of bad and good loans with its standard error
 * in closed form: that of the difference of the two shares at the score where they are farthest
 * apart, which to first order is that of the greatest distance, as a distance hardly changes about
 * its peak. Where a model hardly separates it is too wide rather than too narrow. Drawing people
 * would count twice that the greatest of many distances is too great by luck.
 *
 * @param value greatest distance between the two distributions, 0 to 1
 * @param standardError of that value
 */
public record Separation(double value, double standardError) {

  /** Of these loans; empty unless at least two people are bad and two are good. */
  static Optional<Separation> of(Ranking ranking, boolean[] label, People people) {
    KolmogorovSmirnov greatest = KolmogorovSmirnov.of(ranking);
    if (greatest == null) {
      return Optional.empty();
    }
    double bad = 0;
    double good = 0;
    for (int group = 0; group < ranking.groups(); group++) {
      if (ranking.score(group) < greatest.score()) {
        bad += ranking.bad(group);
        good += ranking.good(group);
      }
    }
    double badBelow = bad / ranking.allBad();
    double goodBelow = good / ranking.allGood();
    BadAgainstGood scatter = new BadAgainstGood(people);
    for (int loan = 0; loan < label.length; loan++) {
      double below = ranking.score(ranking.groupOfLoan(loan)) < greatest.score() ? 1 : 0;
      scatter.add(loan, label[loan], below - (label[loan] ? badBelow : goodBelow));
    }
    return scatter.standardError(ranking).map(error -> new Separation(greatest.distance(), error));
  }

  /** This distance with its interval by the normal distribution, within 0 and 1. */
  public Estimated estimated(double confidence) {
    return new Estimated(value, Interval.ofShare(value, standardError, confidence));
  }
}
