package io.surety.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.watch.statistics.Ranking;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiftTest {

  @Test
  void startsWithTheRiskiestTenth() {
    double[] score = IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();
    boolean[] label = new boolean[100];
    Arrays.fill(label, 92, 100, true);
    label[3] = true;
    label[55] = true;
    List<LiftDecile> deciles = Lift.deciles(Ranking.of(score, label));
    assertThat(deciles.getFirst()).isEqualTo(new LiftDecile(1, 10, 8, 0.8, 8.0, 0.8));
    assertThat(deciles.get(4)).isEqualTo(new LiftDecile(5, 10, 1, 0.1, 1.0, 0.9));
    assertThat(deciles.getLast().capturedBad()).isEqualTo(1);
  }

  @Test
  void sharesTheBadLoansOfEqualScoresBetweenTenths() {
    double[] score = new double[40];
    Arrays.fill(score, 0.3);
    boolean[] label = new boolean[40];
    Arrays.fill(label, 0, 10, true);
    List<LiftDecile> deciles = Lift.deciles(Ranking.of(score, label));
    assertThat(deciles)
        .hasSize(10)
        .allSatisfy(decile -> {
          assertThat(decile.bad()).isCloseTo(1, within(1e-12));
          assertThat(decile.lift()).isCloseTo(1.0, within(1e-12));
        });
  }

  @Test
  void leavesOutTenthsThatHaveNoLoan() {
    List<LiftDecile> deciles =
        Lift.deciles(Ranking.of(new double[] {0.1, 0.2, 0.9}, new boolean[] {false, false, true}));
    assertThat(deciles).extracting(LiftDecile::loans).containsOnly(1).hasSize(3);
    assertThat(deciles.getFirst().capturedBad()).isEqualTo(1);
  }

  @Test
  void hasNoLiftWhenNoLoanWentBad() {
    List<LiftDecile> deciles = Lift.deciles(Ranking.of(new double[] {0.1, 0.2}, new boolean[2]));
    assertThat(deciles).allMatch(decile -> decile.lift() == null && decile.capturedBad() == null);
  }

  @Test
  void staysTheSameUnderAMonotoneTransform() {
    double[] score = new Random(5).doubles(300).map(x -> Math.rint(20 * x) / 20).toArray();
    double[] transformed = Arrays.stream(score).map(x -> 0.2 + 0.5 * Math.pow(x, 3)).toArray();
    boolean[] label = new boolean[score.length];
    IntStream.range(0, label.length).forEach(loan -> label[loan] = loan % 7 == 0);
    assertThat(Lift.deciles(Ranking.of(transformed, label)))
        .isEqualTo(Lift.deciles(Ranking.of(score, label)));
  }
}
