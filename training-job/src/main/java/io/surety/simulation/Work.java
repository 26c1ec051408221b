package io.surety.simulation;

import java.util.OptionalInt;

/** What a person lives on, and how they can be reached there. */
record Work(
    String incomeType,
    String education,
    String occupation,
    boolean workPhone,
    boolean phone,
    boolean email) {

  private static final String PENSIONER = "Pensioner";
  private static final String HIGHER = "Higher education";
  private static final int SHORTEST_JOB = 17;
  private static final double FIRST_JOB_AT = 18;

  private static final Weighted<String> INCOME_TYPES =
      Weighted.of("Working", 0.62).or("Commercial associate", 0.28).or("State servant", 0.10);
  private static final Weighted<String> EDUCATIONS =
      Weighted.of("Secondary / secondary special", 0.68)
          .or(HIGHER, 0.27)
          .or("Incomplete higher", 0.039)
          .or("Lower secondary", 0.01)
          .or("Academic degree", 0.001);
  private static final Weighted<String> OCCUPATIONS_OF_WOMEN =
      Weighted.of("", 0.17)
          .or("Laborers", 0.15)
          .or("Sales staff", 0.16)
          .or("Core staff", 0.15)
          .or("Managers", 0.09)
          .or("Accountants", 0.06)
          .or("Medicine staff", 0.06)
          .or("High skill tech staff", 0.04)
          .or("Cooking staff", 0.04)
          .or("Cleaning staff", 0.03)
          .or("Private service staff", 0.02)
          .or("Secretaries", 0.01)
          .or("Waiters/barmen staff", 0.01)
          .or("HR staff", 0.01);
  private static final Weighted<String> OCCUPATIONS_OF_MEN =
      Weighted.of("", 0.17)
          .or("Laborers", 0.30)
          .or("Drivers", 0.20)
          .or("Managers", 0.12)
          .or("Core staff", 0.07)
          .or("Security staff", 0.05)
          .or("High skill tech staff", 0.05)
          .or("Low-skill Laborers", 0.02)
          .or("IT staff", 0.01)
          .or("Realty agents", 0.01);

  static Work draw(Chance chance, double age, boolean woman) {
    boolean retired = chance.happens(retiredBy(age, woman));
    return new Work(
        retired ? PENSIONER : chance.pick(INCOME_TYPES),
        chance.pick(EDUCATIONS),
        retired ? "" : chance.pick(woman ? OCCUPATIONS_OF_WOMEN : OCCUPATIONS_OF_MEN),
        !retired && chance.happens(0.27),
        chance.happens(0.29),
        chance.happens(0.09));
  }

  private static double retiredBy(double age, boolean woman) {
    double pensionAge = woman ? 51.5 : 55;
    return Math.clamp(0.5 + (age - pensionAge) / 8, 0.005, 0.97);
  }

  /** Earnings rise until the middle of life; a pension is less. Stated in steps of 4,500. */
  double income(Chance chance, double age) {
    double usual =
        11.9
            + (education.equals(HIGHER) ? 0.28 : 0)
            - (incomeType.equals(PENSIONER) ? 0.2 : 0)
            - 0.00025 * (age - 44) * (age - 44);
    double income = StrictMath.exp(usual + 0.42 * chance.normal());
    return Math.max(27_000, Math.rint(income / 4_500) * 4_500);
  }

  /**
   * The day on which the present job began: steady people stay in a job for longer. Empty for
   * pensioners.
   */
  OptionalInt jobStart(Chance chance, double age, double steadiness) {
    if (incomeType.equals(PENSIONER)) {
      return OptionalInt.empty();
    }
    double usualYears = StrictMath.exp(2.35 + 0.5 * steadiness);
    double years = chance.exponential(usualYears);
    double working = age + 2.7 - FIRST_JOB_AT;
    while (years > working) {
      years = chance.exponential(usualYears);
    }
    return OptionalInt.of(Person.FILE_MADE - SHORTEST_JOB - (int) (years * 365.25));
  }
}
