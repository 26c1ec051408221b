package io.surety.watch.statistics;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How far the statistics of bins go by luck, for one column and one size of window.
 *
 * <p>Found by simulation with a fixed seed. The chances in question are small (one in ten million
 * for a breaker that looks every minute), so the draws scatter up to {@value #WIDEST} times as much
 * as luck does and are weighed by how likely luck makes them: importance sampling with a mixture
 * (Owen and Zhou, JASA 95, 2000). Four thousand draws each then say as much of such a tail as a
 * hundred million plain ones.
 */
final class ChanceCuts {

  /** The statistics of bins, in the order in which they are read. */
  static final DriftStatistic[] STATISTICS = {
    DriftStatistic.POPULATION_STABILITY,
    DriftStatistic.JENSEN_SHANNON,
    DriftStatistic.KOLMOGOROV_SMIRNOV
  };

  private static final int WIDEST = 27;
  private static final double[] SCATTER = {1, 3, 9, WIDEST};
  private static final int DRAWS_OF_EACH = 4_000;
  private static final long SEED = 20_190_101;

  private ChanceCuts() {}

  /**
   * For each statistic, the value that is exceeded with this chance at most.
   *
   * @param reference effective rows of the reference in each bin, missing values last
   * @param rows of the window, at least 1
   */
  static Map<DriftStatistic, Double> of(double[] reference, int rows, double chance) {
    int draws = DRAWS_OF_EACH * SCATTER.length;
    double[][] seen = new double[STATISTICS.length][draws];
    double[] weight = new double[draws];
    fill(reference, rows, seen, weight);
    Map<DriftStatistic, Double> cuts = new EnumMap<>(DriftStatistic.class);
    for (int i = 0; i < STATISTICS.length; i++) {
      cuts.put(STATISTICS[i], exceededWith(chance, seen[i], weight));
    }
    return cuts;
  }

  private static void fill(double[] reference, int rows, double[][] seen, double[] weight) {
    ChanceOfCounts luck = ChanceOfCounts.of(reference, rows);
    ChanceOfCounts[] proposals =
        Arrays.stream(SCATTER).mapToObj(luck::scattered).toArray(ChanceOfCounts[]::new);
    UniformRandomProvider random = new SplittableSource(SEED);
    double[] counts = new double[reference.length];
    int draw = 0;
    for (ChanceOfCounts proposal : proposals) {
      ChanceOfCounts.Draws draws = proposal.draws(random);
      for (int i = 0; i < DRAWS_OF_EACH; i++, draw++) {
        draws.next(counts);
        seen[0][draw] = PopulationStability.ofCounts(reference, counts);
        seen[1][draw] = BinCounts.jensenShannon(reference, counts);
        seen[2][draw] = BinCounts.kolmogorovSmirnov(reference, counts);
        weight[draw] = weight(luck, proposals, counts);
      }
    }
  }

  /** How much likelier luck makes these counts than the mixture of the proposals does. */
  private static double weight(ChanceOfCounts luck, ChanceOfCounts[] proposals, double[] counts) {
    double byLuck = luck.logChance(counts);
    double byMixture = 0;
    for (ChanceOfCounts proposal : proposals) {
      byMixture += Math.exp(proposal.logChance(counts) - byLuck);
    }
    return proposals.length / byMixture;
  }

  private static double exceededWith(double chance, double[] seen, double[] weight) {
    Integer[] order = new Integer[seen.length];
    Arrays.setAll(order, i -> i);
    ToDoubleFunction<Integer> value = i -> seen[i];
    Arrays.sort(
        order,
        (one, other) -> Double.compare(value.applyAsDouble(other), value.applyAsDouble(one)));
    double above = 0;
    for (int draw : order) {
      above += weight[draw];
      if (above > chance * seen.length) {
        return seen[draw];
      }
    }
    return 0;
  }
}
