package io.surety.feature;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The five features of a loan, in the order in which every vector, table and file holds them. This
 * is the one definition: columns, JSON keys and documents follow it or are tested equal to it.
 *
 * <p>For the row of a loan, {@code a} is the loan's date; online, {@code a} is the as-of date of
 * the request.
 */
public enum Feature {
  NB_PREVIOUS_LOANS(
      "nb_previous_loans",
      1,
      ValueType.INTEGER,
      "loans",
      Absence.NEVER,
      "the user's loans with a date strictly before this loan's date"),
  AVG_AMOUNT_LOANS_PREVIOUS(
      "avg_amount_loans_previous",
      1,
      ValueType.REAL,
      "money",
      Absence.WITHOUT_PREVIOUS_LOANS,
      "mean amount of those loans; null when there are none"),
  AGE(
      "age",
      1,
      ValueType.INTEGER,
      "years",
      Absence.NEVER,
      "whole 365-day years from birthday to a"),
  YEARS_ON_THE_JOB(
      "years_on_the_job",
      1,
      ValueType.INTEGER,
      "years",
      Absence.WITHOUT_A_JOB,
      "whole 365-day years from job start to a; null when the job starts after a"),
  FLAG_OWN_CAR(
      "flag_own_car", 1, ValueType.FLAG, "0 or 1", Absence.NEVER, "1 when the user owns a car");

  /** When a feature has no value. A missing value stays missing: nobody fills in a zero. */
  public enum Absence {
    NEVER,
    WITHOUT_PREVIOUS_LOANS,
    WITHOUT_A_JOB
  }

  private final String featureName;
  private final int definitionVersion;
  private final ValueType type;
  private final String unit;
  private final Absence absence;
  private final String meaning;

  Feature(
      String featureName,
      int definitionVersion,
      ValueType type,
      String unit,
      Absence absence,
      String meaning) {
    this.featureName = featureName;
    this.definitionVersion = definitionVersion;
    this.type = type;
    this.unit = unit;
    this.absence = absence;
    this.meaning = meaning;
  }

  /** The name in columns, JSON and files, such as {@code age}. */
  public String featureName() {
    return featureName;
  }

  /**
   * Name and version of the meaning, such as {@code age@1}: what a bundle asks for and an answer
   * states.
   */
  public String definition() {
    return featureName + "@" + definitionVersion;
  }

  public ValueType type() {
    return type;
  }

  public String unit() {
    return unit;
  }

  public Absence absence() {
    return absence;
  }

  public String meaning() {
    return meaning;
  }

  /** The definitions of all features, in order: the {@code schema} of every feature answer. */
  public static List<String> schema() {
    return Stream.of(values()).map(Feature::definition).toList();
  }

  /** Finds the feature with this name. */
  public static Optional<Feature> named(String featureName) {
    return Stream.of(values())
        .filter(feature -> feature.featureName.equals(featureName))
        .findFirst();
  }
}
