package io.surety.watch.statistics;

/** Quantiles of what was drawn. */
final class Quantiles {

  private Quantiles() {}

  /** Linear between the two neighbours (Hyndman and Fan's type 7). */
  static double of(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
