package io.surety.drill;

import java.util.Locale;

/** What a drill goes through, in its order. */
public enum Milestone {
  SECOND_VERSION("second version"),
  HEALTHY("healthy"),
  DRIFT_BEGINS("drift begins"),
  BREAKER_OPENS("breaker opens"),
  FALLBACK_SERVES("fallback serves"),
  OUTCOMES_KNOWN("outcomes known"),
  CANDIDATE_TRAINED("candidate trained"),
  WAITING("waiting"),
  APPROVED("approved"),
  HALF_OPEN("half-open"),
  CLOSED("closed"),
  NEW_VERSION_SERVES("new version serves");

  private final String words;

  Milestone(String words) {
    this.words = words;
  }

  /** As people read it. */
  public String words() {
    return words;
  }

  /** As programs read it. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
