package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Against scipy 1.17.1 and numpy 2.4.6, recorded, and against definitions that anybody can read.
 */
class BinStatisticsTest {

  private static final double[] BEFORE = {120, 80, 60, 40, 30, 20, 10, 5, 3, 2, 30};
  private static final double[] NOW = {40, 35, 30, 10, 20, 25, 5, 0, 4, 1, 30};

  @Test
  void agreesWithNumpyOnThePopulationStabilityIndex() {
    assertThat(PopulationStability.ofCounts(BEFORE, NOW))
        .isCloseTo(0.23179184062135577, within(1e-12));
    assertThat(
            PopulationStability.index(
                PopulationStability.shares(BEFORE), PopulationStability.shares(NOW)))
        .isCloseTo(0.23179184062135577, within(1e-12));
  }

  @Test
  void agreesWithScipyOnTheJensenShannonDistanceInBits() {
    assertThat(BinCounts.jensenShannon(BEFORE, NOW)).isCloseTo(0.21172946057037856, within(1e-12));
  }

  @Test
  void agreesWithNumpyOnTheDistanceOfTheValuesThatAreThere() {
    assertThat(BinCounts.kolmogorovSmirnov(BEFORE, NOW))
        .isCloseTo(0.1343402225755167, within(1e-12));
  }

  @Test
  void leavesBinsOutThatAreEmptyOnBothSides() {
    double[] before = {50, 0, 30, 0};
    double[] now = {20, 0, 40, 0};
    assertThat(PopulationStability.ofCounts(before, now))
        .isEqualTo(PopulationStability.ofCounts(new double[] {50, 30}, new double[] {20, 40}));
  }

  @Test
  void findsNothingBetweenEqualSharesAndEverythingBetweenStrangers() {
    double[] tenfold = Arrays.stream(BEFORE).map(count -> 10 * count).toArray();
    assertThat(BinCounts.jensenShannon(BEFORE, tenfold)).isCloseTo(0, within(1e-7));
    assertThat(BinCounts.kolmogorovSmirnov(BEFORE, tenfold)).isCloseTo(0, within(1e-12));
    assertThat(BinCounts.jensenShannon(new double[] {5, 0}, new double[] {0, 9})).isEqualTo(1);
    assertThat(BinCounts.kolmogorovSmirnov(new double[] {5, 0, 1}, new double[] {0, 9, 1}))
        .isEqualTo(1);
  }

  @Test
  void measuresADistanceOfRawValuesWhenEveryValueHasItsBin() {
    SplittableRandom random = new SplittableRandom(3);
    double[] one = new double[12];
    double[] other = new double[12];
    for (int i = 0; i < 300; i++) {
      one[random.nextInt(11)]++;
      other[Math.min(10, random.nextInt(14))]++;
    }
    double greatest = 0;
    for (int cut = 0; cut <= 10; cut++) {
      double below = Arrays.stream(one, 0, cut + 1).sum() / 300;
      double belowToo = Arrays.stream(other, 0, cut + 1).sum() / 300;
      greatest = Math.max(greatest, Math.abs(below - belowToo));
    }
    assertThat(BinCounts.kolmogorovSmirnov(one, other)).isCloseTo(greatest, within(1e-12));
  }

  @Test
  void hasNoDistanceWhereNoValueIsThere() {
    assertThat(BinCounts.kolmogorovSmirnov(new double[] {3, 4, 5}, new double[] {0, 0, 9}))
        .isZero();
  }
}
