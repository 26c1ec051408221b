package io.surety.watch.statistics;

import java.util.Optional;

/**
 * How far a mean of the bad loans less a mean of the good ones scatters when the loans of one
 * person go together (Obuchowski, Biometrics 53, 1997).
 */
final class BadAgainstGood {

  private final double[] ofBad;
  private final double[] ofGood;
  private final People people;

  BadAgainstGood(People people) {
    this.people = people;
    this.ofBad = new double[people.count()];
    this.ofGood = new double[people.count()];
  }

  /** Counts what a loan has beyond the mean of its kind. */
  void add(int loan, boolean bad, double excess) {
    (bad ? ofBad : ofGood)[people.ofLoan(loan)] += excess;
  }

  /** Empty unless at least two people are bad and two are good. */
  Optional<Double> standardError(Ranking ranking) {
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
    double variance =
        bad / (m * m) * withBad / (withBad - 1)
            + good / (n * n) * withGood / (withGood - 1)
            - 2 * shared / (m * n) * all / (all - 1);
    return Optional.of(Math.sqrt(Math.max(0, variance)));
  }
}
