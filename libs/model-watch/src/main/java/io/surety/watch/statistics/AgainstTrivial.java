package io.surety.watch.statistics;

import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model is still worth more than the trivial one, which gives everybody the same
 * probability. Its advantage is how much less log loss a loan costs.
 *
 * @param advantage log loss of the trivial model less that of this one, a loan; null when there are
 *     too few outcomes
 * @param least the advantage that is asked for
 * @param loans how many were looked at
 * @param bad how many of them are bad, or are expected to be
 */
public record AgainstTrivial(
    @Nullable Estimated advantage, double least, int loans, double bad, Verdict verdict) {

  /** With fewer bad loans (or good ones) a mean of losses tells of single loans. */
  public static final int USUAL_LEAST_OF_EACH = 30;

  /** What can be said. */
  public enum Verdict {
    /** The whole interval lies above what is asked for. */
    BETTER,
    /** The whole interval lies below what is asked for. */
    BELOW,
    /** The interval holds what is asked for. */
    UNDECIDED,
    /** There are too few outcomes of a kind. */
    TOO_FEW
  }

  /**
   * By outcomes. The interval is Student's over people, whose loans go together, with Johnson's
   * correction for skewness (JASA 73, 1978): a few bad loans that were thought safe weigh much.
   *
   * @param trivial the probability that the trivial model gives, above 0 and below 1: the bad rate
   *     of training
   * @param least the advantage that is asked for; 0 asks to be better at all
   * @param falseAlarms the chance to call a model below that is not
   */
  public static AgainstTrivial realised(
      Outcomes outcomes, double trivial, double least, FalseAlarms falseAlarms) {
    requireProbability(trivial);
    int bad = outcomes.bad();
    int loans = outcomes.size();
    People people = outcomes.people();
    if (Math.min(bad, loans - bad) < USUAL_LEAST_OF_EACH || people.count() < 2) {
      return new AgainstTrivial(null, least, loans, bad, Verdict.TOO_FEW);
    }
    double[] sum = new double[people.count()];
    for (int loan = 0; loan < loans; loan++) {
      sum[people.ofLoan(loan)] +=
          saved(outcomes.probability()[loan], trivial, outcomes.label()[loan]);
    }
    double all = 0;
    for (double one : sum) {
      all += one;
    }
    double mean = all / loans;
    double squares = 0;
    double cubes = 0;
    for (int person = 0; person < sum.length; person++) {
      double apart = sum[person] - mean * people.loans(person);
      squares += apart * apart;
      cubes += apart * apart * apart;
    }
    double count = sum.length;
    double error = Math.sqrt(squares * count / (count - 1)) / loans;
    double shift = squares == 0 ? 0 : cubes / squares / loans / 6;
    double reach =
        TDistribution.of(count - 1).inverseSurvivalProbability(falseAlarms.perLook()) * error;
    return judged(
        new Estimated(mean, new Interval(mean + shift - reach, mean + shift + reach)),
        least,
        loans,
        bad);
  }

  /**
   * By calibrated probabilities alone, against the best constant there is for these loans. Seen so,
   * a model can never be worse than that constant: its probabilities are taken at their word. It
   * can come down to it, when all get nearly the same probability, so {@code least} has to be above
   * 0 for this to say anything: a part of the advantage that the model had before it was approved.
   *
   * <p>The interval holds the luck of outcomes and of who came: whoever comes often brings all his
   * loans along, and has paid late in all of them or in none.
   *
   * @param person who would borrow, as in {@link Outcomes#person()}
   * @param least the advantage that is asked for
   * @param falseAlarms the chance to call a model below that is not
   */
  public static AgainstTrivial expected(
      double[] probability, long[] person, double least, FalseAlarms falseAlarms) {
    int loans = probability.length;
    double bad = 0;
    for (double p : probability) {
      bad += p;
    }
    People people = People.of(person, new boolean[loans]);
    if (Math.min(bad, loans - bad) < USUAL_LEAST_OF_EACH || people.count() < 2) {
      return new AgainstTrivial(null, least, loans, bad, Verdict.TOO_FEW);
    }
    double trivial = bad / loans;
    double all = 0;
    double[] sum = new double[people.count()];
    double[] luck = new double[people.count()];
    for (int loan = 0; loan < loans; loan++) {
      double p = probability[loan];
      double ifBad = saved(p, trivial, true);
      double ifGood = saved(p, trivial, false);
      double saved = p * ifBad + (1 - p) * ifGood;
      all += saved;
      sum[people.ofLoan(loan)] += saved;
      luck[people.ofLoan(loan)] += Math.sqrt(p * (1 - p)) * Math.abs(ifBad - ifGood);
    }
    double mean = all / loans;
    double variance = 0;
    for (int one = 0; one < sum.length; one++) {
      double apart = sum[one] - mean * people.loans(one);
      variance += apart * apart + luck[one] * luck[one];
    }
    double count = sum.length;
    double reach =
        TDistribution.of(count - 1).inverseSurvivalProbability(falseAlarms.perLook())
            * Math.sqrt(variance * count / (count - 1))
            / loans;
    return judged(new Estimated(mean, new Interval(mean - reach, mean + reach)), least, loans, bad);
  }

  private static double saved(double probability, double trivial, boolean bad) {
    return bad
        ? Losses.log(trivial) - Losses.log(probability)
        : Losses.log(1 - trivial) - Losses.log(1 - probability);
  }

  private static AgainstTrivial judged(Estimated advantage, double least, int loans, double bad) {
    Verdict verdict = Verdict.UNDECIDED;
    if (advantage.interval().upper() < least) {
      verdict = Verdict.BELOW;
    } else if (advantage.interval().lower() > least) {
      verdict = Verdict.BETTER;
    }
    return new AgainstTrivial(advantage, least, loans, bad, verdict);
  }

  private static void requireProbability(double trivial) {
    if (!(trivial > 0 && trivial < 1)) {
      throw new IllegalArgumentException(
          "The trivial model gives a probability above 0 and below 1, and not %s."
              .formatted(trivial));
    }
  }
}
