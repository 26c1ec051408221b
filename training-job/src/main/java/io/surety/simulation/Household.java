package io.surety.simulation;

/** Whom a person lives with, and where. */
record Household(
    boolean woman,
    boolean ownsRealty,
    int children,
    String familyStatus,
    String housing,
    int members) {

  private static final String MARRIED = "Married";
  private static final String CIVIL_MARRIAGE = "Civil marriage";
  private static final String SINGLE = "Single / not married";

  private static final Weighted<String> YOUNG =
      Weighted.of(MARRIED, 0.52).or(SINGLE, 0.30).or(CIVIL_MARRIAGE, 0.14).or("Separated", 0.04);
  private static final Weighted<String> GROWN =
      Weighted.of(MARRIED, 0.73)
          .or(SINGLE, 0.10)
          .or(CIVIL_MARRIAGE, 0.08)
          .or("Separated", 0.07)
          .or("Widow", 0.02);
  private static final Weighted<String> OLD =
      Weighted.of(MARRIED, 0.68)
          .or(SINGLE, 0.07)
          .or(CIVIL_MARRIAGE, 0.05)
          .or("Separated", 0.06)
          .or("Widow", 0.14);

  private static final Weighted<Integer> CHILDREN_AT_HOME =
      Weighted.of(0, 0.52).or(1, 0.30).or(2, 0.15).or(3, 0.025).or(4, 0.005);
  private static final Weighted<Integer> CHILDREN_WHEN_OLD = Weighted.of(0, 0.96).or(1, 0.04);

  private static final Weighted<String> HOUSING_OF_YOUNG =
      Weighted.of("House / apartment", 0.76)
          .or("With parents", 0.16)
          .or("Rented apartment", 0.05)
          .or("Municipal apartment", 0.03);
  private static final Weighted<String> HOUSING =
      Weighted.of("House / apartment", 0.92)
          .or("With parents", 0.02)
          .or("Municipal apartment", 0.032)
          .or("Rented apartment", 0.013)
          .or("Office apartment", 0.01)
          .or("Co-op apartment", 0.005);

  static Household draw(Chance chance, double age, boolean woman, double thrift) {
    String family = chance.pick(age < 30 ? YOUNG : age < 55 ? GROWN : OLD);
    int children = chance.pick(age < 50 ? CHILDREN_AT_HOME : CHILDREN_WHEN_OLD);
    boolean couple = family.equals(MARRIED) || family.equals(CIVIL_MARRIAGE);
    return new Household(
        woman,
        chance.happens(Math.clamp(0.66 + 0.08 * thrift, 0.1, 0.95)),
        children,
        family,
        chance.pick(age < 30 ? HOUSING_OF_YOUNG : HOUSING),
        children + (couple ? 2 : 1));
  }
}
