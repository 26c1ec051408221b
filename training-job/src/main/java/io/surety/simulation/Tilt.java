package io.surety.simulation;

import java.util.Arrays;
import java.util.Optional;

/**
 * How readily somebody is taken from many, so that those taken have a mean of their own and a given
 * number of loans: with a probability that grows exponentially with how far they lean (exponential
 * tilting, the change of a distribution that is least surprising for a given mean; Csiszár 1975),
 * and at most 1.
 *
 * @param steepness of the exponential
 * @param certain the logarithm from which on everybody is taken
 */
record Tilt(double steepness, double certain) {

  private static final double STEEPEST = 30;
  private static final int HALVINGS = 60;

  /** The probability with which somebody is taken who leans so far. */
  double probability(double lean) {
    return Math.min(1, StrictMath.exp(steepness * lean - certain));
  }

  /**
   * Finds the tilt that gives the wanted mean.
   *
   * @param lean of each person
   * @param loans of each person; the mean is over loans
   * @param taken how many loans are to be taken, fewer than there are
   * @param wanted the mean of those taken, above that of all
   * @return empty when even the steepest tilt does not give it
   */
  static Optional<Tilt> find(double[] lean, int[] loans, long taken, double wanted) {
    double low = 0;
    double high = STEEPEST;
    if (mean(lean, loans, with(lean, loans, taken, high)) < wanted) {
      return Optional.empty();
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (mean(lean, loans, with(lean, loans, taken, middle)) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Optional.of(with(lean, loans, taken, high));
  }

  /** The tilt of a steepness that takes so many loans. */
  private static Tilt with(double[] lean, int[] loans, long taken, double steepness) {
    double furthest = steepness * Arrays.stream(lean).max().orElse(0);
    double nearest = steepness * Arrays.stream(lean).min().orElse(0);
    double low = nearest;
    double high = furthest + StrictMath.log(Math.max(1, (double) Arrays.stream(loans).sum()));
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (taken(lean, loans, new Tilt(steepness, middle)) > taken) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Tilt(steepness, high);
  }

  private static double taken(double[] lean, int[] loans, Tilt tilt) {
    double sum = 0;
    for (int i = 0; i < lean.length; i++) {
      sum += loans[i] * tilt.probability(lean[i]);
    }
    return sum;
  }

  private static double mean(double[] lean, int[] loans, Tilt tilt) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < lean.length; i++) {
      double weight = loans[i] * tilt.probability(lean[i]);
      sum += weight * lean[i];
      all += weight;
    }
    return all == 0 ? 0 : sum / all;
  }
}
