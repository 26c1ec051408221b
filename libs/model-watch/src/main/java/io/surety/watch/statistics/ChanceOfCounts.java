package io.surety.watch.statistics;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSamplerCache;

/**
 * What the bins of a window hold by luck, when it comes from where the reference came from.
 *
 * <p>The true shares are known only as well as the reference knows them. With half a row more in
 * each bin (Jeffreys' prior) the counts of a window of n rows are Dirichlet-multinomial: that takes
 * in both the luck of the window and that of the reference, is exact for few rows and rare bins,
 * and is the chi-square of the textbooks when all are many.
 */
final class ChanceOfCounts {

  private static final double JEFFREYS = 0.5;
  private static final int MOST_POISSON = 1_000_000;

  private final int rows;
  private final double[] weights;
  private final double allWeights;
  private final double constant;

  private ChanceOfCounts(int rows, double[] weights) {
    this.rows = rows;
    this.weights = weights;
    double all = 0;
    double sum = 0;
    for (double weight : weights) {
      all += weight;
      sum -= LogGamma.value(weight);
    }
    this.allWeights = all;
    this.constant = sum + LogGamma.value(all) - LogGamma.value(all + rows);
  }

  /**
   * The chances of the counts of a window of so many rows.
   *
   * @param reference effective rows of the reference in each bin
   */
  static ChanceOfCounts of(double[] reference, int rows) {
    double[] weights = new double[reference.length];
    for (int bin = 0; bin < weights.length; bin++) {
      weights[bin] = reference[bin] + JEFFREYS;
    }
    return new ChanceOfCounts(rows, weights);
  }

  /**
   * The same shares with counts that scatter more.
   *
   * @param factor so many times the variance, at least 1; as far as counts can scatter
   */
  ChanceOfCounts scattered(double factor) {
    double inflation = factor * (rows + allWeights) / (1 + allWeights);
    double wanted = inflation < rows ? (rows - inflation) / (inflation - 1) : 0;
    double scale = Math.max(wanted, Math.min(1, allWeights)) / allWeights;
    double[] lighter = new double[weights.length];
    for (int bin = 0; bin < lighter.length; bin++) {
      lighter[bin] = weights[bin] * Math.min(1, scale);
    }
    return new ChanceOfCounts(rows, lighter);
  }

  /**
   * The logarithm of the chance of these counts, but for a term that only depends on the counts.
   */
  double logChance(double[] counts) {
    double sum = constant;
    for (int bin = 0; bin < counts.length; bin++) {
      sum += LogGamma.value(weights[bin] + counts[bin]);
    }
    return sum;
  }

  /** Draws counts anew and anew. */
  Draws draws(UniformRandomProvider random) {
    return new Draws(random);
  }

  /** A stream of counts; one thread. */
  final class Draws {

    private final UniformRandomProvider random;
    private final ContinuousSampler[] gammas;
    private final PoissonSamplerCache poissons;
    private final double[] shares;

    private Draws(UniformRandomProvider random) {
      this.random = random;
      this.gammas = new ContinuousSampler[weights.length];
      for (int bin = 0; bin < gammas.length; bin++) {
        gammas[bin] = AhrensDieterMarsagliaTsangGammaSampler.of(random, weights[bin], 1);
      }
      this.poissons = new PoissonSamplerCache(0, Math.min(MOST_POISSON, rows));
      this.shares = new double[weights.length];
    }

    /** Fills in counts that sum to the rows. */
    void next(double[] counts) {
      double all = 0;
      for (int bin = 0; bin < shares.length; bin++) {
        shares[bin] = gammas[bin].sample();
        all += shares[bin];
      }
      for (int bin = 0; bin < shares.length; bin++) {
        shares[bin] /= all;
      }
      int left = rows - mostAtOnce(counts);
      for (; left > 0; left--) {
        counts[oneBin()]++;
      }
    }

    /**
     * Most rows are drawn as independent Poisson counts of a little less than all, which are
     * multinomial given their sum; that draw is repeated when the sum is more than all, and the
     * rest is drawn row by row.
     */
    private int mostAtOnce(double[] counts) {
      double mean = Math.max(0, rows - 2 * Math.sqrt(rows));
      while (true) {
        int sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
          double expected = mean * shares[bin];
          int drawn =
              expected > 0 ? poissons.createSharedStateSampler(random, expected).sample() : 0;
          counts[bin] = drawn;
          sum += drawn;
        }
        if (sum <= rows) {
          return sum;
        }
      }
    }

    private int oneBin() {
      double place = random.nextDouble();
      for (int bin = 0; bin < shares.length - 1; bin++) {
        place -= shares[bin];
        if (place < 0) {
          return bin;
        }
      }
      return shares.length - 1;
    }
  }
}
