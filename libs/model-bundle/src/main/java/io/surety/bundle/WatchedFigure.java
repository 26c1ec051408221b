package io.surety.bundle;

import java.util.Locale;

/** What a rule watches of a model that serves. Each says what its cut means. */
public enum WatchedFigure {
  /**
   * The population stability index of an input against its reference; the cut is the index from
   * which an input counts as shifted.
   */
  INPUT_DRIFT(0, 100),
  /** The same of the probabilities that are answered. */
  SCORE_DRIFT(0, 100),
  /**
   * The share of rows that lack an input, over that of the reference; the cut is the difference of
   * the two shares.
   */
  MISSING_RATE(0, 1),
  /** The share of rows that were refused because of a category that the model does not know. */
  UNKNOWN_CATEGORIES(0, 1),
  /**
   * The Brier skill against the trivial model that is to be expected of the answers, as long as
   * their probabilities are right; the cut is the skill that it has to reach.
   */
  ESTIMATED_SKILL(-1, 1),
  /** The Brier skill against the trivial model once outcomes are known; the cut is the same. */
  REALISED_SKILL(-1, 1),
  /**
   * Loans not paid over those that were predicted, or the inverse where fewer were not paid; the
   * cut is the ratio.
   */
  BAD_RATE(1, 1000),
  /** The expected calibration error by score band once outcomes are known; the cut is the error. */
  CALIBRATION(0, 1),
  /** The share of requests that could not be answered for a fault of the service. */
  ERRORS(0, 1),
  /** The 99th percentile of the time to an answer; the cut is in milliseconds. */
  LATENCY(0, 3_600_000);

  private final double least;
  private final double most;

  WatchedFigure(double least, double most) {
    this.least = least;
    this.most = most;
  }

  double requireCut(double cut) {
    if (!(cut >= least && cut <= most)) {
      throw new IllegalArgumentException(
          "The cut of the rule %s lies between %.0f and %.0f, but it is %s."
              .formatted(this, least, most, cut));
    }
    return cut;
  }

  /** As specs and bundles write it: {@code input_drift}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
