package io.surety.watch.statistics;

/** A way to measure how far a window has moved away from the reference. */
public enum DriftStatistic {
  /** {@link PopulationStability}, missing values being a bin of their own. */
  POPULATION_STABILITY("population stability index"),

  /**
   * The square root of the Jensen-Shannon divergence in bits, 0 to 1 (Lin 1991; Endres and
   * Schindelin 2003), missing values being a bin of their own.
   */
  JENSEN_SHANNON("Jensen-Shannon distance"),

  /**
   * The greatest distance between the two distribution functions at an edge of the bins, 0 to 1, of
   * the values that are there.
   */
  KOLMOGOROV_SMIRNOV("Kolmogorov-Smirnov distance"),

  /** How far the share of missing values has moved, up or down, 0 to 1. */
  MISSING_RATE("change of the missing rate"),

  /** The share of the rows offered that were refused for a category the model does not know. */
  UNKNOWN_RATE("rate of unknown categories");

  private final String words;

  DriftStatistic(String words) {
    this.words = words;
  }

  /** The statistic as people call it. */
  public String words() {
    return words;
  }
}
