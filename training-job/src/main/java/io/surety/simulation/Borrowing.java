package io.surety.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * How a person borrows under one id, and what comes of it.
 *
 * <p>Somebody finds the lender on some day and stays for a phase of life. Who plans badly or has
 * little left borrows more often and more each time. A loan is not paid on time when what is owed
 * outgrows what is left, when a young job ends, when there is no habit of planning, or by bad luck.
 */
final class Borrowing {

  /** 2019-01-01 to 2020-12-30. */
  static final int DAYS = 730;

  private static final int MOST_LOANS = 61;
  private static final double SMALLEST = 100;
  private static final double LARGEST = 820;
  private static final double DAYS_TO_PAY_BACK = 14;
  private static final double INTEREST_CARRIED = 0.03; // by each earlier loan
  private static final double USUALLY_OWED = 180;

  /** Logarithm of what is owed against what is left; the lender goes no further than that. */
  private static final double HEAVIEST_BURDEN = 2.0;

  private final Person person;
  private final Chance chance;
  private final double need;
  private final double usualExtra;
  private final List<Loan> loans = new ArrayList<>();

  private Borrowing(Person person, Chance chance) {
    this.person = person;
    this.chance = chance;
    this.need = -0.75 * person.thrift() - 0.75 * person.slack() + 0.25 * chance.normal();
    this.usualExtra = 2.85 + 0.8 * need + 0.15 * chance.normal();
  }

  /** Draws the loans of one id, by day; at least one. */
  static List<Loan> draw(Person person, Chance chance) {
    Borrowing borrowing = new Borrowing(person, chance);
    borrowing.live();
    return borrowing.loans;
  }

  private void live() {
    double day = chance.between(0, DAYS);
    double end = Math.min(DAYS, day + 20 + chance.exponential(75) + chance.exponential(75));
    double usualGap = StrictMath.exp(1.92 - 0.35 * need);
    while (day < end && loans.size() < MOST_LOANS) {
      borrow((int) day);
      day += chance.exponential(usualGap);
    }
  }

  private void borrow(int day) {
    double amount =
        Math.min(LARGEST, SMALLEST + StrictMath.exp(usualExtra + 0.3 * chance.normal()));
    double burden = StrictMath.log(owed(day, amount) / USUALLY_OWED) - person.slack();
    if (burden > HEAVIEST_BURDEN && !loans.isEmpty()) {
      return;
    }
    double trouble = trouble(day, Math.min(burden, HEAVIEST_BURDEN));
    loans.add(new Loan(day, amount, chance.happens(1 / (1 + StrictMath.exp(-trouble)))));
  }

  /** The logarithm of the odds that this loan is not paid on time. */
  private double trouble(int day, double burden) {
    return -5.15 + 1.7 * burden - 0.15 * person.thrift() + jobRisk(day) - backing(day);
  }

  /** What is owed once this loan is taken, when the earlier ones are paid back day by day. */
  private double owed(int day, double amount) {
    double owed = amount;
    for (int i = loans.size() - 1; i >= 0; i--) {
      double left = 1 - (day - loans.get(i).day()) / DAYS_TO_PAY_BACK;
      if (left <= 0) {
        break;
      }
      owed += left * loans.get(i).amount();
    }
    return owed * (1 + INTEREST_CARRIED * loans.size());
  }

  /** Young jobs end most often; who has not begun the present one yet lives on less. */
  private double jobRisk(int day) {
    if (person.jobStart().isEmpty()) {
      return 0.3;
    }
    double years = (day - person.jobStart().getAsInt()) / 365.25;
    return years < 0 ? 0.6 : 1.3 * StrictMath.exp(-years / 1.7);
  }

  /** The young fall back on their parents. */
  private double backing(int day) {
    return 0.05 * Math.max(0, 28 - person.age(day));
  }
}
