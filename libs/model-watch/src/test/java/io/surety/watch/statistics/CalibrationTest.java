package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void putsTwentyScoresIntoTenBinsOfTwo() {
    double[] score = IntStream.range(0, 20).mapToDouble(i -> i / 20.0).toArray();
    boolean[] label = new boolean[20];
    label[19] = true;
    List<ReliabilityBin> bins = Calibration.bins(Ranking.of(score, label));
    assertThat(bins).hasSize(10).allMatch(bin -> bin.loans() == 2);
    ReliabilityBin riskiest = bins.getLast();
    assertThat(riskiest.predicted()).isCloseTo(0.925, within(1e-12));
    assertThat(riskiest.observed()).isEqualTo(0.5);
  }

  @Test
  void weighsTheDistancesByLoans() {
    double error =
        measure(List.of(new ReliabilityBin(30, 3, 0.2, 0.1), new ReliabilityBin(10, 5, 0.4, 0.5)));
    assertThat(error).isCloseTo((30 * 0.1 + 10 * 0.1) / 40, within(1e-12));
  }

  @Test
  void neverTearsEqualScoresApart() {
    double[] score = new double[100];
    Arrays.fill(score, 0, 95, 0.02);
    Arrays.fill(score, 95, 100, 0.7);
    boolean[] label = new boolean[100];
    Arrays.fill(label, 95, 100, true);
    List<ReliabilityBin> bins = Calibration.bins(Ranking.of(score, label));
    assertThat(bins).extracting(ReliabilityBin::loans).containsExactly(95, 5);
    assertThat(measure(bins)).isCloseTo(0.95 * 0.02 + 0.05 * 0.3, within(1e-12));
  }

  @Test
  void findsNoErrorInAConstantThatIsTheBadRate() {
    double[] score = new double[50];
    Arrays.fill(score, 0.1);
    boolean[] label = new boolean[50];
    Arrays.fill(label, 0, 5, true);
    List<ReliabilityBin> bins = Calibration.bins(Ranking.of(score, label));
    assertThat(bins).hasSize(1);
    assertThat(measure(bins)).isCloseTo(0, within(1e-12));
  }

  @Test
  void hasNoErrorToReportWithoutLoans() {
    assertThat(Calibration.error(Calibration.bins(Ranking.of(new double[0], new boolean[0]))))
        .isNull();
  }

  private static double measure(List<ReliabilityBin> bins) {
    Double error = Calibration.error(bins);
    assertThat(error).isNotNull();
    return error;
  }
}
