package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibratorTest {

  private static final long SEED = 99;

  /** Claims that are too sure of themselves: the true log odds are 0.5 * claimed - 1. */
  private static double[] claims(int rows, Random random) {
    return IntStream.range(0, rows)
        .mapToDouble(row -> 1 / (1 + Math.exp(-2 * random.nextGaussian())))
        .toArray();
  }

  private static double truth(double claim) {
    return 1 / (1 + Math.exp(1 - 0.5 * Math.log(claim / (1 - claim))));
  }

  private static boolean[] labels(double[] claims, Random random) {
    boolean[] labels = new boolean[claims.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextDouble() < truth(claims[row]);
    }
    return labels;
  }

  @Test
  void plattFindsTheCurveThatMadeTheLabels() {
    Random random = new Random(SEED);
    double[] claims = claims(50_000, random);
    boolean[] labels = labels(claims, random);
    Platt platt = Platt.fit(claims, labels);
    assertThat(platt.slope()).as("seed %d", SEED).isCloseTo(0.5, within(0.02));
    assertThat(platt.intercept()).as("seed %d", SEED).isCloseTo(-1, within(0.03));
    assertThat(Platt.fit(claims, labels)).isEqualTo(platt);
  }

  @Test
  void plattStandsAtAMinimumOfItsLoss() {
    Random random = new Random(SEED);
    double[] claims = claims(500, random);
    boolean[] labels = labels(claims, random);
    Platt best = Platt.fit(claims, labels);
    double least = smoothedLoss(best, claims, labels);
    for (double step : new double[] {-1e-3, 1e-3}) {
      assertThat(smoothedLoss(new Platt(best.slope() + step, best.intercept()), claims, labels))
          .isGreaterThan(least);
      assertThat(smoothedLoss(new Platt(best.slope(), best.intercept() + step), claims, labels))
          .isGreaterThan(least);
    }
  }

  private static double smoothedLoss(Platt platt, double[] claims, boolean[] labels) {
    double bad = IntStream.range(0, labels.length).filter(i -> labels[i]).count();
    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      double target = labels[i] ? (bad + 1) / (bad + 2) : 1 / (labels.length - bad + 2);
      double p = platt.calibrate(claims[i]);
      loss -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
    }
    return loss;
  }

  @Test
  void plattNeverTurnsTheOrderAround() {
    double[] claims = {0.1, 0.2, 0.8, 0.9};
    Platt flat = Platt.fit(claims, new boolean[] {true, true, false, false});
    assertThat(flat.slope()).isZero();
    assertThat(flat.calibrate(0.1)).isEqualTo(flat.calibrate(0.9)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void plattFitsTheDegenerate() {
    assertThat(Platt.fit(new double[] {0.5}, new boolean[] {false}).calibrate(0.5))
        .isBetween(0.0, 0.5);
    assertThat(Platt.fit(new double[] {0, 1, 0, 1}, new boolean[] {false, true, false, true}))
        .satisfies(sure -> {
          assertThat(sure.calibrate(1)).isBetween(0.7, 0.8);
          assertThat(sure.calibrate(0)).isBetween(0.2, 0.3);
        });
    double[] same = new double[1000];
    boolean[] labels = new boolean[1000];
    Arrays.fill(same, 0.3);
    Arrays.fill(labels, 0, 100, true);
    assertThat(Platt.fit(same, labels).calibrate(0.3)).isCloseTo(0.1, within(0.002));
  }

  @Test
  void isotonicPoolsAdjacentViolators() {
    Isotonic isotonic =
        Isotonic.fit(
            new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8},
            new boolean[] {false, true, false, false, true, true, false, true});
    assertThat(isotonic.probability()).containsExactly(0.1, 0.2, 0.4, 0.5, 0.7, 0.8);
    assertThat(isotonic.calibrated()).containsExactly(0.1, 1.0 / 3, 1.0 / 3, 2.0 / 3, 2.0 / 3, 0.9);
    assertThat(isotonic.calibrate(0.3)).isEqualTo(1.0 / 3);
    assertThat(isotonic.calibrate(0.45)).isCloseTo(0.5, within(1e-12));
    assertThat(isotonic.calibrate(0)).isEqualTo(0.1);
    assertThat(isotonic.calibrate(1)).isEqualTo(0.9);
  }

  @Test
  void isotonicTakesEqualProbabilitiesAsOnePoint() {
    Isotonic isotonic =
        Isotonic.fit(
            new double[] {0.5, 0.0, 0.5, -0.0, 0.5, 0.5},
            new boolean[] {true, false, false, false, true, false});
    assertThat(isotonic.probability()).containsExactly(0.0, 0.5);
    assertThat(isotonic.calibrated()).containsExactly(0.125, 0.5);
  }

  @Test
  void everyCalibratorRisesAndStaysWithinBounds() {
    Random random = new Random(SEED);
    double[] claims = claims(5_000, random);
    boolean[] labels = labels(claims, random);
    for (Calibrator calibrator :
        List.of(new Identity(), Platt.fit(claims, labels), Isotonic.fit(claims, labels))) {
      double before = 0;
      for (int step = 0; step <= 100_000; step++) {
        double calibrated = calibrator.calibrate(step / 100_000.0);
        assertThat(calibrated).isBetween(before, 1.0);
        before = calibrated;
      }
    }
  }

  @Test
  void isotonicFollowsTheTruth() {
    Random random = new Random(SEED);
    double[] claims = claims(50_000, random);
    Isotonic isotonic = Isotonic.fit(claims, labels(claims, random));
    for (double claim : new double[] {0.1, 0.3, 0.5, 0.7, 0.9}) {
      assertThat(isotonic.calibrate(claim)).isCloseTo(truth(claim), within(0.04));
    }
  }

  @Test
  void refusesWhatIsNoCalibrator() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Platt(-0.1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Platt(1, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Isotonic(List.of(0.1, 0.2), List.of(0.5, 0.4)))
        .withMessageContaining("falls");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Isotonic(List.of(0.2, 0.2), List.of(0.5, 0.6)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Isotonic(List.of(0.2), List.of(1.5)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Isotonic(List.of(), List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Platt.fit(new double[0], new boolean[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Isotonic.fit(new double[] {Double.NaN}, new boolean[1]))
        .withMessageContaining("number 0 is NaN");
  }
}
