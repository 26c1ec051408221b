package io.surety.watch.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The bad rates of two selections of the same loans, such as those that each of two models
 * approves.
 *
 * @param first of the first selection; null when it is empty
 * @param second of the second selection; null when it is empty
 * @param difference second minus first; null when one is empty, or there are fewer than two people
 */
public record RateDifference(
    @Nullable BadRate first, @Nullable BadRate second, @Nullable Estimated difference) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * Of these selections. The interval of the difference is by linearisation (Särndal, Swensson and
   * Wretman, "Model Assisted Survey Sampling", 1992, chapter 5): what each person adds to the two
   * ratios together, because the loans of a person, and those in both selections, go together.
   *
   * @param first all loans, with the probabilities of the first model
   * @param inFirst whether a loan is in the first selection
   * @param second the same loans, with the probabilities of the second model
   * @param inSecond whether a loan is in the second selection
   */
  public static RateDifference of(
      Outcomes first, boolean[] inFirst, Outcomes second, boolean[] inSecond, double confidence) {
    Outcomes some = first.where(loan -> inFirst[loan]);
    Outcomes others = second.where(loan -> inSecond[loan]);
    BadRate ofFirst = some.size() == 0 ? null : BadRate.of(some, confidence);
    BadRate ofSecond = others.size() == 0 ? null : BadRate.of(others, confidence);
    People people = first.people();
    if (ofFirst == null || ofSecond == null || people.count() < 2) {
      return new RateDifference(ofFirst, ofSecond, null);
    }
    double[] adds = new double[people.count()];
    for (int loan = 0; loan < first.size(); loan++) {
      double bad = first.label()[loan] ? 1 : 0;
      int person = people.ofLoan(loan);
      if (inSecond[loan]) {
        adds[person] += (bad - ofSecond.observed()) / ofSecond.loans();
      }
      if (inFirst[loan]) {
        adds[person] -= (bad - ofFirst.observed()) / ofFirst.loans();
      }
    }
    double squares = 0;
    for (double each : adds) {
      squares += each * each;
    }
    double count = adds.length;
    double reach =
        NORMAL.inverseSurvivalProbability((1 - confidence) / 2)
            * Math.sqrt(squares * count / (count - 1));
    double value = ofSecond.observed() - ofFirst.observed();
    return new RateDifference(
        ofFirst, ofSecond, new Estimated(value, new Interval(value - reach, value + reach)));
  }
}
