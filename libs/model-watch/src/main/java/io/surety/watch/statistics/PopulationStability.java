package io.surety.watch.statistics;

import java.util.Arrays;

/**
 * The population stability index: the sum over bins of (now - before) * ln(now / before). Every bin
 * that holds anything on either side counts half a row more than it has, so that an empty one stays
 * finite. Below 0.1 is usually called stable, above 0.25 shifted (Siddiqi, "Credit Risk
 * Scorecards", 2006).
 */
public final class PopulationStability {

  /** Every bin counts this much more than it has. */
  private static final double EXTRA = 0.5;

  private PopulationStability() {}

  /** The shares of bins of which each counts half a row more than it has. */
  public static double[] shares(double[] counts) {
    double all = Arrays.stream(counts).sum() + EXTRA * counts.length;
    return Arrays.stream(counts).map(count -> (count + EXTRA) / all).toArray();
  }

  /** The index between two lists of shares, none of them zero. */
  public static double index(double[] before, double[] now) {
    double psi = 0;
    for (int bin = 0; bin < before.length; bin++) {
      psi += (now[bin] - before[bin]) * StrictMath.log(now[bin] / before[bin]);
    }
    return psi;
  }

  /** The index between two lists of counts; bins that are empty on both sides do not count. */
  static double ofCounts(double[] before, double[] now) {
    int occupied = 0;
    double allBefore = 0;
    double allNow = 0;
    for (int bin = 0; bin < before.length; bin++) {
      if (before[bin] + now[bin] > 0) {
        occupied++;
        allBefore += before[bin];
        allNow += now[bin];
      }
    }
    allBefore += EXTRA * occupied;
    allNow += EXTRA * occupied;
    double psi = 0;
    for (int bin = 0; bin < before.length; bin++) {
      if (before[bin] + now[bin] > 0) {
        double expected = (before[bin] + EXTRA) / allBefore;
        double actual = (now[bin] + EXTRA) / allNow;
        psi += (actual - expected) * Math.log(actual / expected);
      }
    }
    return psi;
  }
}
