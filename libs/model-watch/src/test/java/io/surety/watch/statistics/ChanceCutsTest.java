package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceCutsTest {

  private static final double[] TENTHS = tenths(5_000_000);

  /** Times its rows, the index is chi-square of nine degrees when all bins are full. */
  @ParameterizedTest
  @CsvSource({"0.01", "0.0001", "0.00000001"})
  void isTheChiSquareOfTheTextbooksWhenBinsAreFull(double chance) {
    double cut = index(ChanceCuts.of(TENTHS, 20_000, chance));
    double textbook =
        ChiSquaredDistribution.of(9).inverseSurvivalProbability(chance) * (1 / 20_000.0 + 1 / 5e7);
    assertThat(cut).isCloseTo(textbook, within(0.05 * textbook));
  }

  @Test
  void isWiderThanTheTextbookWhereTheReferenceIsAsSmallAsTheWindow() {
    double large = index(ChanceCuts.of(TENTHS, 1_000, 1e-4));
    double small = index(ChanceCuts.of(tenths(100), 1_000, 1e-4));
    assertThat(small).isCloseTo(2 * large, within(0.2 * large));
  }

  /** Against four hundred thousand windows drawn one row at a time, without any weights. */
  @Test
  void agreesWithBruteForceOnFewRowsAndRareBins() {
    double[] reference = {600, 250, 100, 40, 10, 0};
    int rows = 60;
    double[] seen = new double[400_000];
    double[] distance = new double[seen.length];
    SplittableRandom random = new SplittableRandom(99);
    double[] counts = new double[reference.length];
    for (int draw = 0; draw < seen.length; draw++) {
      double[] shares = dirichlet(random, reference);
      Arrays.fill(counts, 0);
      for (int row = 0; row < rows; row++) {
        counts[pick(random, shares)]++;
      }
      seen[draw] = PopulationStability.ofCounts(reference, counts);
      distance[draw] = BinCounts.kolmogorovSmirnov(reference, counts);
    }
    Map<DriftStatistic, Double> cuts = ChanceCuts.of(reference, rows, 1e-3);
    assertThat(shareAbove(seen, index(cuts))).isBetween(0.0006, 0.0014);
    assertThat(shareAbove(distance, cuts.get(DriftStatistic.KOLMOGOROV_SMIRNOV)))
        .isBetween(0.0006, 0.0014);
  }

  @Test
  void isTheSameEveryTime() {
    assertThat(ChanceCuts.of(TENTHS, 200, 1e-8)).isEqualTo(ChanceCuts.of(TENTHS, 200, 1e-8));
  }

  @Test
  void costsLittleToBeLookedAtAMonthLongEveryMinute() {
    double once = index(ChanceCuts.of(TENTHS, 1_000, 0.01 / 23));
    double month = index(ChanceCuts.of(TENTHS, 1_000, 0.01 / 23 / 43_200));
    assertThat(once).isCloseTo(0.030, within(0.003));
    assertThat(month).isCloseTo(0.056, within(0.006));
  }

  private static double index(Map<DriftStatistic, Double> cuts) {
    return cuts.get(DriftStatistic.POPULATION_STABILITY);
  }

  private static double shareAbove(double[] values, double cut) {
    return (double) Arrays.stream(values).filter(value -> value > cut).count() / values.length;
  }

  private static double[] tenths(double each) {
    double[] counts = new double[11];
    Arrays.fill(counts, 0, 10, each);
    return counts;
  }

  /** Gamma draws by Marsaglia and Tsang, written again so that nothing is shared. */
  private static double[] dirichlet(SplittableRandom random, double[] reference) {
    double[] shares = new double[reference.length];
    double all = 0;
    for (int bin = 0; bin < shares.length; bin++) {
      double d = reference[bin] + 0.5 + 1 - 1 / 3.0;
      double drawn;
      do {
        double x = random.nextGaussian();
        double v = Math.pow(1 + x / Math.sqrt(9 * d), 3);
        drawn =
            v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)
                ? d * v
                : -1;
      } while (drawn < 0);
      shares[bin] = drawn * Math.pow(random.nextDouble(), 1 / (reference[bin] + 0.5));
      all += shares[bin];
    }
    for (int bin = 0; bin < shares.length; bin++) {
      shares[bin] /= all;
    }
    return shares;
  }

  private static int pick(SplittableRandom random, double[] shares) {
    double place = random.nextDouble();
    int bin = 0;
    while (bin < shares.length - 1 && (place -= shares[bin]) >= 0) {
      bin++;
    }
    return bin;
  }
}
