package io.surety.watch.statistics;

import io.surety.bundle.Histogram;
import java.util.Arrays;

/**
 * The counts of a histogram as statistics want them: the bins of values in their order, then the
 * bin of missing values.
 */
final class BinCounts {

  private static final double BITS = 1 / Math.log(2);

  private BinCounts() {}

  /** The counts, scaled to so many effective rows. */
  static double[] of(Histogram histogram, double effectiveRows) {
    int values = histogram.counts().size();
    double[] counts = new double[values + 1];
    double scale = histogram.total() == 0 ? 0 : effectiveRows / histogram.total();
    for (int bin = 0; bin < values; bin++) {
      counts[bin] = histogram.counts().get(bin) * scale;
    }
    counts[values] = histogram.missing() * scale;
    return counts;
  }

  /** 0 to 1. */
  static double jensenShannon(double[] one, double[] other) {
    double allOne = Arrays.stream(one).sum();
    double allOther = Arrays.stream(other).sum();
    if (allOne == 0 || allOther == 0) {
      return 0;
    }
    double divergence = 0;
    for (int bin = 0; bin < one.length; bin++) {
      double p = one[bin] / allOne;
      double q = other[bin] / allOther;
      divergence += towardsMiddle(p, q) + towardsMiddle(q, p);
    }
    return Math.sqrt(Math.clamp(divergence / 2, 0, 1));
  }

  private static double towardsMiddle(double p, double q) {
    return p == 0 ? 0 : p * Math.log(2 * p / (p + q)) * BITS;
  }

  /** 0 to 1; 0 when a side has no value at all, which is for the missing rate to tell. */
  static double kolmogorovSmirnov(double[] one, double[] other) {
    int values = one.length - 1;
    double allOne = 0;
    double allOther = 0;
    for (int bin = 0; bin < values; bin++) {
      allOne += one[bin];
      allOther += other[bin];
    }
    if (allOne == 0 || allOther == 0) {
      return 0;
    }
    double belowOne = 0;
    double belowOther = 0;
    double distance = 0;
    for (int bin = 0; bin < values - 1; bin++) {
      belowOne += one[bin];
      belowOther += other[bin];
      distance = Math.max(distance, Math.abs(belowOne / allOne - belowOther / allOther));
    }
    return distance;
  }
}
