package io.surety.simulation;

import java.time.LocalDate;
import java.util.OptionalInt;

/**
 * Somebody with a life: what the file says about them, and what only they know.
 *
 * @param ids under how many ids they borrow
 * @param birthday days since the lender opened, so negative
 * @param jobStart days since the lender opened; empty for pensioners
 * @param income a year
 * @param thrift what only they know: how they plan and save; standard normal
 * @param slack what only they know: logarithm of the money that is left in a month, against the
 *     usual
 */
record Person(
    int ids,
    int birthday,
    OptionalInt jobStart,
    double income,
    double thrift,
    double slack,
    boolean ownsCar,
    Household household,
    Work work) {

  /** The day on which the lender opens. */
  static final LocalDate OPENING = LocalDate.of(2019, 1, 1);

  /** The day on which the file was made: ages and jobs are as of then. */
  static final int FILE_MADE = 991; // 2021-09-18

  private static final double DAYS_A_YEAR = 365.25;
  private static final double YOUNGEST = 18.1;
  private static final double OLDEST = 66;

  private static final Weighted<Integer> IDS = Weighted.of(1, 0.80).or(2, 0.15).or(3, 0.05);

  /** Draws a person: first their nature, then the life that follows from it. */
  static Person draw(Chance chance) {
    double age = age(chance);
    boolean woman = chance.happens(0.67);
    double thrift = chance.normal();
    double steadiness = 0.4 * thrift + 0.9 * chance.normal();
    Work work = Work.draw(chance, age, woman);
    Household household = Household.draw(chance, age, woman, thrift);
    double income = work.income(chance, age);
    double slack =
        0.25 * StrictMath.log(income / 160_000)
            + 0.28 * thrift
            - 0.08 * household.children()
            + (household.ownsRealty() ? 0.05 : -0.10)
            + 0.1 * chance.normal();
    return new Person(
        chance.pick(IDS),
        (int) -(age * DAYS_A_YEAR),
        work.jobStart(chance, age, steadiness),
        income,
        thrift,
        slack,
        ownsCar(chance, age, woman, slack, thrift),
        household,
        work);
  }

  private static double age(Chance chance) {
    double age = 41.5 + 12 * chance.normal();
    while (age < YOUNGEST || age > OLDEST) {
      age = 41.5 + 12 * chance.normal();
    }
    return age;
  }

  /** A car is saved for, kept up from what is left, and sold in old age. */
  private static boolean ownsCar(
      Chance chance, double age, boolean woman, double slack, double thrift) {
    double ease =
        (woman ? -1.1 : 0.5)
            + 1.3 * slack
            + 0.9 * thrift
            - (age > 58 ? 0.7 : 0)
            - (age < 24 ? 0.5 : 0);
    return chance.happens(1 / (1 + StrictMath.exp(-ease)));
  }

  /** Age in years on a day. */
  double age(int day) {
    return (day - birthday) / DAYS_A_YEAR;
  }
}
