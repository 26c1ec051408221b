package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** AUC, average precision and KS against definitions that anybody can read. */
class RankingFiguresTest {

  private static final double EXACT = 1e-12;

  @Test
  void countsATieAsHalfAWin() {
    Loans loans = new Loans(new boolean[] {true, false, false}, new double[] {0.5, 0.5, 0.1});
    assertThat(loans.figures().auc()).isEqualTo(0.75);
  }

  @Test
  void knowsTheTextbookAveragePrecision() {
    Loans loans =
        new Loans(new boolean[] {false, false, true, true}, new double[] {0.1, 0.4, 0.35, 0.8});
    assertThat(loans.figures().prAuc()).isCloseTo(0.5 * 1 + 0.5 * 2 / 3, within(EXACT));
    assertThat(loans.figures().auc()).isEqualTo(0.75);
  }

  @Test
  void givesAPerfectAndAReversedModelTheEndsOfTheScale() {
    boolean[] label = {false, false, true, true};
    assertThat(new Loans(label, new double[] {0.1, 0.2, 0.3, 0.4}).figures().auc()).isEqualTo(1);
    assertThat(new Loans(label, new double[] {0.4, 0.3, 0.2, 0.1}).figures().auc()).isEqualTo(0);
    assertThat(new Loans(label, new double[] {0.3, 0.3, 0.3, 0.3}).figures().auc()).isEqualTo(0.5);
  }

  @Test
  void treatsBothZerosAsOneScore() {
    Loans loans = new Loans(new boolean[] {true, false}, new double[] {0.0, -0.0});
    assertThat(loans.figures().auc()).isEqualTo(0.5);
  }

  @RepeatedTest(30)
  void agreesWithTheDefinitionsOnRandomLoansWithTies(RepetitionInfo repetition) {
    Loans loans = Loans.random(repetition.getCurrentRepetition());
    assertThat(loans.figures().auc()).isCloseTo(loans.aucByPairs(), within(EXACT));
    assertThat(loans.figures().prAuc()).isCloseTo(loans.precisionByThresholds(), within(EXACT));
    KolmogorovSmirnov ks = KolmogorovSmirnov.of(Ranking.of(loans.score, loans.label));
    assertThat(ks).isNotNull();
    assertThat(ks.distance()).isCloseTo(loans.distanceByThresholds(), within(EXACT));
    assertThat(loans.distanceAt(ks.score())).isCloseTo(ks.distance(), within(EXACT));
  }

  @RepeatedTest(5)
  void staysTheSameUnderAMonotoneTransform(RepetitionInfo repetition) {
    Loans loans = Loans.random(100 + repetition.getCurrentRepetition());
    double[] transformed =
        IntStream.range(0, loans.score.length)
            .mapToDouble(i -> 0.2 + 0.5 * Math.pow(loans.score[i], 3))
            .toArray();
    Loans other = new Loans(loans.label, transformed);
    assertThat(other.figures().auc()).isEqualTo(loans.figures().auc());
    assertThat(other.figures().prAuc()).isEqualTo(loans.figures().prAuc());
  }

  @Test
  void mirrorsTheAucWhenOutcomesAreSwapped() {
    Loans loans = Loans.random(77);
    boolean[] swapped = new boolean[loans.label.length];
    IntStream.range(0, swapped.length).forEach(i -> swapped[i] = !loans.label[i]);
    assertThat(new Loans(swapped, loans.score).figures().auc())
        .isCloseTo(1 - loans.figures().auc(), within(EXACT));
  }

  @Test
  void hasNoDistanceWithOneOutcome() {
    assertThat(KolmogorovSmirnov.of(Ranking.of(new double[] {0.1, 0.2}, new boolean[2]))).isNull();
  }

  /** Loans of different people, with slow and obvious measures. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Loans(boolean[] label, double[] score) {

    static Loans random(long seed) {
      Random random = new Random(seed);
      int loans = 20 + random.nextInt(180);
      int levels = 2 + random.nextInt(60);
      boolean[] label = new boolean[loans];
      double[] score = new double[loans];
      for (int i = 0; i < loans; i++) {
        score[i] = random.nextInt(levels) / (double) levels;
        label[i] = i == 0 || (i != 1 && random.nextDouble() < 0.1 + score[i] / 2);
      }
      return new Loans(label, score);
    }

    Figures figures() {
      People people = TestPeople.oneALoan(label);
      return new ScoredModel(label, score, people).figures(people.everybodyOnce());
    }

    double aucByPairs() {
      double wins = 0;
      long pairs = 0;
      for (int bad = 0; bad < label.length; bad++) {
        for (int good = 0; good < label.length; good++) {
          if (label[bad] && !label[good]) {
            pairs++;
            wins += score[bad] > score[good] ? 1 : score[bad] == score[good] ? 0.5 : 0;
          }
        }
      }
      return wins / pairs;
    }

    double precisionByThresholds() {
      double sum = 0;
      double recallBefore = 0;
      double[] thresholds = Ranking.distinct(score);
      for (int t = thresholds.length - 1; t >= 0; t--) {
        double threshold = thresholds[t];
        double recall = share(true, threshold);
        double found =
            IntStream.range(0, label.length).filter(i -> score[i] >= threshold && label[i]).count();
        double taken = IntStream.range(0, label.length).filter(i -> score[i] >= threshold).count();
        sum += (recall - recallBefore) * found / taken;
        recallBefore = recall;
      }
      return sum;
    }

    double distanceByThresholds() {
      return IntStream.range(0, score.length)
          .mapToDouble(i -> distanceAt(score[i]))
          .max()
          .orElseThrow();
    }

    double distanceAt(double threshold) {
      return Math.abs(share(true, threshold) - share(false, threshold));
    }

    /** Share of the loans of this outcome that score at least this. */
    private double share(boolean outcome, double threshold) {
      long all = IntStream.range(0, label.length).filter(i -> label[i] == outcome).count();
      long above =
          IntStream.range(0, label.length)
              .filter(i -> label[i] == outcome && score[i] >= threshold)
              .count();
      return (double) above / all;
    }
  }
}
