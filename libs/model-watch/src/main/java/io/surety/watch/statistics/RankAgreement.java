package io.surety.watch.statistics;

import org.jspecify.annotations.Nullable;

/**
 * How alike two models order the same requests.
 *
 * @param correlation Pearson's, of the probabilities; null when one of them never changes
 * @param ranks Spearman's, with middle ranks for ties; null when one of them never changes
 */
public record RankAgreement(@Nullable Double correlation, @Nullable Double ranks) {

  /** Of two models' answers to the same requests, in the same order. */
  public static RankAgreement of(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "Both models have an answer to every request, but there are %d and %d."
              .formatted(first.length, second.length));
    }
    return new RankAgreement(correlation(first, second), correlation(ranks(first), ranks(second)));
  }

  private static double[] ranks(double[] values) {
    Ranking order = Ranking.of(values, new boolean[values.length]);
    double[] middle = new double[order.groups()];
    long before = 0;
    for (int group = 0; group < middle.length; group++) {
      middle[group] = before + (order.loans(group) + 1) / 2.0;
      before += order.loans(group);
    }
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = middle[order.groupOfLoan(i)];
    }
    return ranks;
  }

  private static @Nullable Double correlation(double[] first, double[] second) {
    double meanFirst = mean(first);
    double meanSecond = mean(second);
    double together = 0;
    double ofFirst = 0;
    double ofSecond = 0;
    for (int i = 0; i < first.length; i++) {
      double x = first[i] - meanFirst;
      double y = second[i] - meanSecond;
      together += x * y;
      ofFirst += x * x;
      ofSecond += y * y;
    }
    return ofFirst > 0 && ofSecond > 0 ? together / Math.sqrt(ofFirst * ofSecond) : null;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
