package io.surety.watch.statistics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicted against observed bad rate in ten bins of equal mass. Equal scores are never torn apart:
 * they all go to the bin in which the middle of them falls, so bins can differ in size, and a model
 * that says the same of everybody has one bin.
 */
public final class Calibration {

  public static final int BINS = 10;

  private Calibration() {}

  /** The bins that have loans, the safest first. */
  public static List<ReliabilityBin> bins(Ranking ranking) {
    int[] loans = new int[BINS];
    int[] bad = new int[BINS];
    double[] predicted = new double[BINS];
    int below = 0;
    for (int group = 0; group < ranking.groups(); group++) {
      int here = ranking.loans(group);
      int bin = (int) (BINS * (below + here / 2.0) / ranking.allLoans());
      loans[bin] += here;
      bad[bin] += ranking.bad(group);
      predicted[bin] += here * ranking.score(group);
      below += here;
    }
    List<ReliabilityBin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (loans[bin] > 0) {
        bins.add(
            new ReliabilityBin(
                loans[bin], bad[bin], predicted[bin] / loans[bin], (double) bad[bin] / loans[bin]));
      }
    }
    return bins;
  }

  /** Expected calibration error: the mean distance over the bins, weighted by loans. */
  public static @Nullable Double error(List<ReliabilityBin> bins) {
    long loans = 0;
    double distance = 0;
    for (ReliabilityBin bin : bins) {
      loans += bin.loans();
      distance += bin.loans() * Math.abs(bin.predicted() - bin.observed());
    }
    return loans == 0 ? null : distance / loans;
  }
}
