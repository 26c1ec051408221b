package io.surety.watch.statistics;

import java.util.Arrays;

/**
 * Loans in the order of their scores. Equal scores form one group, and everything that is read from
 * here treats a group as a whole, so no figure depends on the order in which loans came.
 */
public final class Ranking {

  private final double[] scores;
  private final int[] groupOfLoan;
  private final int[] bad;
  private final int[] good;
  private final int allBad;
  private final int allGood;

  private Ranking(double[] scores, int[] groupOfLoan, boolean[] label) {
    this.scores = scores;
    this.groupOfLoan = groupOfLoan;
    this.bad = new int[scores.length];
    this.good = new int[scores.length];
    for (int loan = 0; loan < label.length; loan++) {
      (label[loan] ? bad : good)[groupOfLoan[loan]]++;
    }
    this.allBad = Arrays.stream(bad).sum();
    this.allGood = Arrays.stream(good).sum();
  }

  /** Arranges loans by score; {@code label} is true where one was not paid on time. */
  public static Ranking of(double[] score, boolean[] label) {
    double[] distinct = distinct(score);
    int[] groupOfLoan = new int[score.length];
    Arrays.parallelSetAll(
        groupOfLoan, loan -> Arrays.binarySearch(distinct, withoutSignOfZero(score[loan])));
    return new Ranking(distinct, groupOfLoan, label);
  }

  /** The values that occur, ascending; NaN is left out. */
  public static double[] distinct(double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).map(v -> v + 0.0).toArray();
    Arrays.parallelSort(sorted);
    int groups = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[groups++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, groups);
  }

  private static double withoutSignOfZero(double value) {
    return value + 0.0;
  }

  /** How many different scores there are. */
  public int groups() {
    return scores.length;
  }

  /** The group, from 0 and the safest up, in which this loan is. */
  public int groupOfLoan(int loan) {
    return groupOfLoan[loan];
  }

  /** The score that all loans of a group have. */
  public double score(int group) {
    return scores[group];
  }

  /** How many loans of a group were not paid on time. */
  public int bad(int group) {
    return bad[group];
  }

  /** How many loans of a group were paid on time. */
  public int good(int group) {
    return good[group];
  }

  /** How many loans a group has. */
  public int loans(int group) {
    return bad[group] + good[group];
  }

  /** How many loans were not paid on time. */
  public int allBad() {
    return allBad;
  }

  /** How many loans were paid on time. */
  public int allGood() {
    return allGood;
  }

  /** How many loans there are. */
  public int allLoans() {
    return allBad + allGood;
  }

  /** Whether some were paid on time and some were not. */
  public boolean hasBothOutcomes() {
    return allBad > 0 && allGood > 0;
  }

  /** The numbers of the loans, the riskiest first. */
  public int[] riskiestFirst() {
    int[] next = new int[scores.length];
    for (int group = scores.length - 2; group >= 0; group--) {
      next[group] = next[group + 1] + loans(group + 1);
    }
    int[] order = new int[groupOfLoan.length];
    for (int loan = 0; loan < groupOfLoan.length; loan++) {
      order[next[groupOfLoan[loan]]++] = loan;
    }
    return order;
  }
}
