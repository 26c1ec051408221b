package io.surety.evaluation;

import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.InputType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A made-up test set whose true probabilities are known: a person has a risk, and every loan of
 * theirs goes bad by it. With a signal the model knows the risk; without, it guesses.
 */
public final class SyntheticBook {

  private static final double BAD_LOG_ODDS = -3.2;

  /** How much the scores of a model vary that knows nothing. */
  private static final double IDLE_SPREAD = 0.2;

  private final Random random;
  private final double signal;
  private final int people;
  private final int loansOfPerson;

  /**
   * A book.
   *
   * @param signal how much of a person's risk the model knows, 0 to 1
   */
  public SyntheticBook(long seed, double signal, int people, int loansOfPerson) {
    this.random = new Random(seed);
    this.signal = signal;
    this.people = people;
    this.loansOfPerson = loansOfPerson;
  }

  /** The input of an evaluation without champion. */
  public EvaluationInput input(int bootstrapRounds) {
    return input(bootstrapRounds, null);
  }

  /** The input with a champion that knows this much of a person's risk. */
  public EvaluationInput withChampion(int bootstrapRounds, double championSignal) {
    return input(bootstrapRounds, championSignal);
  }

  private EvaluationInput input(int bootstrapRounds, @Nullable Double championSignal) {
    int loans = people * loansOfPerson;
    boolean[] label = new boolean[loans];
    double[] raw = new double[loans];
    double[] calibrated = new double[loans];
    double[] champion = new double[loans];
    long[] person = new long[loans];
    String[] gender = new String[loans];
    int[] age = new int[loans];
    double[] amount = new double[loans];
    for (int someone = 0; someone < people; someone++) {
      double risk = random.nextGaussian();
      String itsGender = random.nextDouble() < 0.6 ? "F" : "M";
      int itsAge = 21 + random.nextInt(48);
      for (int one = 0; one < loansOfPerson; one++) {
        int loan = someone * loansOfPerson + one;
        label[loan] = random.nextDouble() < probability(risk);
        double noise = random.nextGaussian();
        calibrated[loan] = guess(risk, noise, signal);
        champion[loan] = guess(risk, noise, championSignal == null ? 0 : championSignal);
        raw[loan] = Math.sqrt(calibrated[loan]);
        person[loan] = 7L * someone + 1_000_000;
        gender[loan] = itsGender;
        age[loan] = itsAge + one % 2;
        amount[loan] = random.nextInt(5) == 0 ? Double.NaN : 100 + 20 * random.nextGaussian();
      }
    }
    double[] trainingAmount =
        random.doubles(loans).map(share -> share < 0.2 ? Double.NaN : 60 + 80 * share).toArray();
    double[] ageColumn = Arrays.stream(age).asDoubleStream().toArray();
    double[] training =
        random
            .doubles(2L * loans)
            .map(share -> guess(2 * share - 1, 3 * share - 1.5, signal))
            .toArray();
    return new EvaluationInput(
        new ScoredLoans(label, raw, calibrated, person, gender, age),
        training,
        0.055,
        championSignal == null ? null : new ChampionScores("loan-risk/3", champion, null),
        new DecisionPolicy(0.08, 0.25),
        List.of(
            column("nb_previous_loans", ageColumn, ageColumn, value -> 0.01 * (value - 45)),
            column(
                "avg_amount_loans_previous",
                trainingAmount,
                amount,
                value -> Double.isNaN(value) ? 0.3 : 0.01 * (100 - value)),
            column("age", ageColumn, ageColumn, value -> 0.002 * (45 - value))),
        Map.of("nb_previous_loans", 120.0, "avg_amount_loans_previous", 310.0, "age", 70.0),
        20_240_101,
        bootstrapRounds);
  }

  private static InputColumn column(
      String name, double[] training, double[] test, DoubleUnaryOperator contribution) {
    return new InputColumn(
        name, InputType.REAL, training, test, Arrays.stream(test).map(contribution).toArray());
  }

  /** The probability that whoever knows this much of a risk should name. */
  private static double guess(double risk, double noise, double signal) {
    if (signal == 0) {
      return probability(IDLE_SPREAD * noise);
    }
    double unknown = 1 - signal * signal;
    double seen = signal * risk + Math.sqrt(unknown) * noise;
    double shrunk = Math.sqrt(1 + Math.PI / 8 * unknown);
    return logistic((BAD_LOG_ODDS + signal * seen) / shrunk);
  }

  private static double probability(double risk) {
    return logistic(BAD_LOG_ODDS + risk);
  }

  private static double logistic(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
