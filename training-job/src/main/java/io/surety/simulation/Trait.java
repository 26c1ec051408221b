package io.surety.simulation;

import java.util.List;

/** What people can be told apart by, on average over their loans. */
public enum Trait {
  /** How many loans they had before. */
  LOANS_BEFORE {
    @Override
    double of(Person person, List<Loan> loans) {
      return (loans.size() - 1) / 2.0;
    }
  },

  /** What they borrow at a time, in money. */
  AMOUNT {
    @Override
    double of(Person person, List<Loan> loans) {
      return loans.stream().mapToDouble(Loan::amount).average().orElse(Double.NaN);
    }
  },

  /** Whole years of 365 days. */
  AGE {
    @Override
    double of(Person person, List<Loan> loans) {
      return years(person.birthday(), loans);
    }
  },

  /** Whole years of 365 days; nobody knows of those who have none, or have not begun it. */
  YEARS_ON_THE_JOB {
    @Override
    double of(Person person, List<Loan> loans) {
      return person.jobStart().isEmpty() ? Double.NaN : years(person.jobStart().getAsInt(), loans);
    }
  },

  /** 1 when they own a car, else 0. */
  CAR {
    @Override
    double of(Person person, List<Loan> loans) {
      return person.ownsCar() ? 1 : 0;
    }
  };

  private static final int DAYS_A_YEAR = 365;

  /** NaN where nobody knows. */
  abstract double of(Person person, List<Loan> loans);

  private static double years(int since, List<Loan> loans) {
    return loans.stream()
        .filter(loan -> loan.day() >= since)
        .mapToInt(loan -> (loan.day() - since) / DAYS_A_YEAR)
        .average()
        .orElse(Double.NaN);
  }
}
