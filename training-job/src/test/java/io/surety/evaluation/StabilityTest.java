package io.surety.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StabilityTest {

  @Test
  void isTheTextbookSumOverTheValuesOfAFlag() {
    Drift drift = drift(flags(700, 300), flags(500, 500));
    double expected = 0;
    double[][] shares = {{700.5 / 1001, 500.5 / 1001}, {300.5 / 1001, 500.5 / 1001}};
    for (double[] share : shares) {
      expected += (share[1] - share[0]) * Math.log(share[1] / share[0]);
    }
    assertThat(drift.psi()).isCloseTo(expected, within(1e-12));
    assertThat(drift.bins()).extracting(Drift.Bin::range).containsExactly("0", "1");
  }

  @Test
  void staysNearZeroForTheSameDistribution() {
    Random random = new Random(4);
    Drift drift =
        drift(
            random.doubles(20_000).map(Math::sqrt).toArray(),
            random.doubles(20_000).map(Math::sqrt).toArray());
    assertThat(drift.psi()).isLessThan(0.005);
    assertThat(drift.bins()).hasSize(10).allMatch(bin -> Math.abs(bin.training() - 0.1) < 0.001);
  }

  @Test
  void seesAShiftOfTheScore() {
    double[] training = new Random(4).doubles(10_000).toArray();
    double[] test = Arrays.stream(training).map(value -> value * value).toArray();
    assertThat(drift(training, test).psi()).isGreaterThan(0.25);
  }

  @Test
  void staysFiniteWhenABinIsEmpty() {
    Drift drift = drift(new double[] {1, 1, 1}, new double[] {2, 2, 2});
    assertThat(drift.psi()).isFinite().isGreaterThan(1);
    assertThat(drift.bins()).extracting(Drift.Bin::range).containsExactly("1", "another value");
  }

  @Test
  void givesMissingValuesTheirOwnBin() {
    double[] training =
        DoubleStream.concat(nans(100), DoubleStream.iterate(0, v -> v + 1).limit(900)).toArray();
    double[] test =
        DoubleStream.concat(nans(500), DoubleStream.iterate(0, v -> v + 1).limit(500)).toArray();
    Drift drift = drift(training, test);
    Drift.Bin missing = drift.bins().getLast();
    assertThat(missing.range()).isEqualTo("missing");
    assertThat(missing.training()).isCloseTo(0.1, within(0.001));
    assertThat(missing.test()).isCloseTo(0.5, within(0.005));
  }

  @Test
  void partsAValueThatNearlyEverybodyHasFromTheRest() {
    double[] training = new double[1_000];
    for (int i = 0; i < 20; i++) {
      training[i] = i + 1;
    }
    double[] test = new double[1_000];
    Arrays.fill(test, 0, 600, 3.5);
    assertThat(drift(training, test).psi()).isGreaterThan(1);
  }

  @Test
  void comparesColumnsThatAreMissingThroughout() {
    double[] missing = nans(10).toArray();
    assertThat(drift(missing, missing).psi()).isEqualTo(0);
    assertThat(drift(missing, new double[] {1, 2}).psi()).isGreaterThan(1);
  }

  @Test
  void hasNothingToCompareWithoutLoans() {
    assertThat(Stability.drift(new double[0], new double[] {1})).isNull();
    assertThat(Stability.drift(new double[] {1}, new double[0])).isNull();
  }

  private static Drift drift(double[] training, double[] test) {
    Drift drift = Stability.drift(training, test);
    assertThat(drift).isNotNull();
    return drift;
  }

  private static double[] flags(int zeros, int ones) {
    double[] flags = new double[zeros + ones];
    Arrays.fill(flags, zeros, zeros + ones, 1);
    return flags;
  }

  private static DoubleStream nans(int count) {
    return DoubleStream.generate(() -> Double.NaN).limit(count);
  }
}
