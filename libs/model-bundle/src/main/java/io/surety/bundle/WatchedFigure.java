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
   * How far the share of rows that lack an input has moved from that of the reference, up or down;
   * the cut is the difference of the two shares.
   */
  MISSING_RATE(0, 1),
  /** The share of rows that were refused because of a category that the model does not know. */
  UNKNOWN_CATEGORIES(0, 1),
  /**
   * How much log loss the model is expected to save against the trivial one, which gives everybody
   * the same probability, as long as its probabilities are right; a share of what it saved when it
   * was evaluated. The cut is the share that it has to reach. By its probabilities alone a model is
   * never worse than trivial, so a cut of 0 says nothing.
   */
  ESTIMATED_SKILL(-1, 1),
  /**
   * The same once outcomes are known, against the bad rate of training; with a cut of 0 the model
   * has to be better than that at all.
   */
  REALISED_SKILL(-1, 1),
  /**
   * Loans not paid over those that were predicted, or the inverse where fewer were not paid; the
   * cut is the ratio.
   */
  BAD_RATE(1, 1000),
  /**
   * The mean distance of predicted and observed bad rate over bands of the score, weighted by
   * loans, once outcomes are known; the cut is the distance.
   */
  CALIBRATION(0, 1),
  /**
   * The share of requests that could not be answered for a fault of the version. What failed
   * because something failed that every version needs, such as the feature service, does not count.
   */
  ERRORS(0, 1),
  /**
   * The 99th percentile of the time until a decision was made, before it was logged and sent; the
   * cut is in milliseconds.
   */
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
