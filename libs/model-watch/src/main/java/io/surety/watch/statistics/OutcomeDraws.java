package io.surety.watch.statistics;

import io.surety.bundle.Decision;
import io.surety.bundle.DecisionPolicy;
import io.surety.watch.statistics.ExpectedPerformance.DecisionExpectation;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What outcomes could come of some loans, drawn by their probabilities, and the figures of each
 * draw. Every draw has its own generator, so the result does not depend on how many processors
 * share them.
 */
final class OutcomeDraws {

  static final int BAD_RATE = 0;
  static final int AUC = 1;
  static final int DISTANCE = 2;
  static final int BRIER = 3;
  static final int LOG_LOSS = 4;
  private static final int BAD_OF_DECISION = 5;

  /** With fewer usable draws an interval would speak of lucky draws only. */
  private static final double LEAST_USABLE = 0.9;

  private final double[] ascending;
  private final int[] decision;
  private final int[] loansOfDecision = new int[Decision.values().length];
  private final double[] lossIfBad;
  private final double[] lossIfGood;
  private final double[][] drawn;

  private OutcomeDraws(double[] ascending, DecisionPolicy policy, long seed, int draws) {
    this.ascending = ascending;
    this.decision = Arrays.stream(ascending).mapToInt(p -> policy.decide(p).ordinal()).toArray();
    for (int one : decision) {
      loansOfDecision[one]++;
    }
    this.lossIfBad = Arrays.stream(ascending).map(Losses::log).toArray();
    this.lossIfGood = Arrays.stream(ascending).map(p -> Losses.log(1 - p)).toArray();
    long[] seeds = new SplittableRandom(seed).longs(draws).toArray();
    this.drawn =
        Arrays.stream(seeds)
            .parallel()
            .mapToObj(one -> draw(new SplittableRandom(one)))
            .toArray(double[][]::new);
  }

  static OutcomeDraws of(double[] probability, DecisionPolicy policy, long seed, int draws) {
    if (probability.length == 0) {
      throw new IllegalArgumentException("Nothing can be estimated without loans.");
    }
    double[] ascending = Arrays.stream(probability).map(p -> p + 0.0).sorted().toArray();
    return new OutcomeDraws(ascending, policy, seed, draws);
  }

  private double[] draw(SplittableRandom random) {
    int loans = ascending.length;
    double[] figures = new double[BAD_OF_DECISION + loansOfDecision.length];
    boolean[] bad = new boolean[loans];
    int allBad = 0;
    for (int loan = 0; loan < loans; loan++) {
      double p = ascending[loan];
      if (random.nextDouble() < p) {
        bad[loan] = true;
        allBad++;
        figures[BAD_OF_DECISION + decision[loan]]++;
        figures[BRIER] += (1 - p) * (1 - p);
        figures[LOG_LOSS] += lossIfBad[loan];
      } else {
        figures[BRIER] += p * p;
        figures[LOG_LOSS] += lossIfGood[loan];
      }
    }
    figures[BAD_RATE] = (double) allBad / loans;
    figures[BRIER] /= loans;
    figures[LOG_LOSS] /= loans;
    rank(bad, allBad, figures);
    return figures;
  }

  private void rank(boolean[] bad, int allBad, double[] figures) {
    int allGood = bad.length - allBad;
    long badBefore = 0;
    long goodBefore = 0;
    double wins = 0;
    double distance = 0;
    for (int loan = 0; loan < bad.length; ) {
      long badHere = 0;
      long goodHere = 0;
      double score = ascending[loan];
      for (; loan < bad.length && ascending[loan] == score; loan++) {
        if (bad[loan]) {
          badHere++;
        } else {
          goodHere++;
        }
      }
      wins += badHere * (goodBefore + goodHere / 2.0);
      badBefore += badHere;
      goodBefore += goodHere;
      distance =
          Math.max(distance, Math.abs((double) goodBefore / allGood - (double) badBefore / allBad));
    }
    boolean both = allBad > 0 && allGood > 0;
    figures[AUC] = both ? wins / ((double) allBad * allGood) : Double.NaN;
    figures[DISTANCE] = both ? distance : Double.NaN;
  }

  /** Every pair of two loans counts as often as one of them is bad and the other is good. */
  double expectedAuc() {
    double goodBefore = 0;
    double wins = 0;
    double bad = 0;
    double good = 0;
    double both = 0;
    for (int loan = 0; loan < ascending.length; ) {
      double score = ascending[loan];
      int first = loan;
      while (loan < ascending.length && ascending[loan] == score) {
        loan++;
      }
      int here = loan - first;
      double tied = score * (1 - score) * here * (here - 1.0);
      wins += here * score * goodBefore + tied / 2;
      goodBefore += here * (1 - score);
      bad += here * score;
      good += here * (1 - score);
      both += here * score * (1 - score);
    }
    return wins / (bad * good - both);
  }

  double mean(int figure) {
    return Arrays.stream(values(figure)).average().orElse(Double.NaN);
  }

  Estimated estimated(double value, int figure, double confidence) {
    return new Estimated(value, interval(values(figure), confidence));
  }

  /** Null when one of the outcomes hardly ever comes. */
  @Nullable Estimated ranked(double value, int figure, double confidence) {
    double[] values = values(figure);
    return values.length < LEAST_USABLE * drawn.length || !Double.isFinite(value)
        ? null
        : new Estimated(value, interval(values, confidence));
  }

  DecisionExpectation expectation(Decision wanted, double confidence) {
    int kind = wanted.ordinal();
    int loans = loansOfDecision[kind];
    double expected =
        IntStream.range(0, ascending.length)
            .filter(loan -> decision[loan] == kind)
            .mapToDouble(loan -> ascending[loan])
            .sum();
    Interval bad = interval(values(BAD_OF_DECISION + kind), confidence);
    return new DecisionExpectation(
        loans,
        (double) loans / ascending.length,
        new Estimated(expected, bad),
        loans == 0
            ? null
            : new Estimated(
                expected / loans, new Interval(bad.lower() / loans, bad.upper() / loans)));
  }

  private double[] values(int figure) {
    return Arrays.stream(drawn)
        .mapToDouble(draw -> draw[figure])
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  private static Interval interval(double[] sorted, double confidence) {
    double tail = (1 - confidence) / 2;
    return new Interval(Quantiles.of(sorted, tail), Quantiles.of(sorted, 1 - tail));
  }
}
