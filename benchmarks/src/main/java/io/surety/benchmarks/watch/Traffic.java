package io.surety.benchmarks.watch;

import io.surety.bundle.Scorer;
import io.surety.training.LoanHistory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Loans as a model meets them, with what it says of them.
 *
 * @param columns the inputs, then the calibrated probability; by loan
 * @param person of each loan
 * @param user of each loan
 * @param day of each loan
 * @param outcome of each loan, -1 when not known
 */
@SuppressWarnings("ArrayRecordComponent") // columns of many loans, never compared
record Traffic(double[][] columns, long[] person, int[] user, int[] day, byte[] outcome) {

  /** Scores every loan of a history. */
  static Traffic of(LoanHistory history, Scorer scorer) {
    int inputs = history.inputs().length;
    double[][] columns = Arrays.copyOf(history.inputs(), inputs + 1);
    columns[inputs] =
        IntStream.range(0, history.size())
            .parallel()
            .mapToDouble(loan -> scorer.probability(row(history.inputs(), loan)))
            .toArray();
    return new Traffic(columns, history.person(), history.user(), history.day(), history.outcome());
  }

  static double[] row(double[][] inputs, int loan) {
    double[] row = new double[inputs.length];
    for (int input = 0; input < row.length; input++) {
      row[input] = inputs[input][loan];
    }
    return row;
  }

  int size() {
    return day.length;
  }

  double[] probability() {
    return columns[columns.length - 1];
  }

  /** Some loans, in the order of these indices. */
  Traffic at(int[] loans) {
    byte[] outcomes = new byte[loans.length];
    for (int i = 0; i < loans.length; i++) {
      outcomes[i] = outcome[loans[i]];
    }
    return new Traffic(
        Arrays.stream(columns)
            .map(column -> Arrays.stream(loans).mapToDouble(loan -> column[loan]).toArray())
            .toArray(double[][]::new),
        Arrays.stream(loans).mapToLong(loan -> person[loan]).toArray(),
        Arrays.stream(loans).map(loan -> user[loan]).toArray(),
        Arrays.stream(loans).map(loan -> day[loan]).toArray(),
        outcomes);
  }

  Traffic where(IntPredicate chosen) {
    return at(IntStream.range(0, size()).filter(chosen).toArray());
  }

  /** About half of the people, or the other half, by a seed. */
  Traffic half(long seed, boolean other) {
    return where(loan -> (luck(seed, person[loan]) < 0.5) != other);
  }

  /**
   * These loans in an order in which nothing can have changed over time, while the loans of a
   * person stay as near to each other as they were: every person's days are moved round the period
   * by a length of their own.
   */
  Traffic stationary(long seed) {
    int first = Arrays.stream(day).min().orElse(0);
    int days = Arrays.stream(day).max().orElse(0) - first + 1;
    double[] place = new double[size()];
    for (int loan = 0; loan < size(); loan++) {
      double within = luck(seed, loan);
      place[loan] = (day[loan] - first + within + days * luck(seed + 1, person[loan])) % days;
    }
    return at(
        IntStream.range(0, size())
            .boxed()
            .sorted((one, other) -> Double.compare(place[one], place[other]))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /** These loans as often in a row as it takes, so many of them. */
  Traffic first(int loans) {
    return at(IntStream.range(0, loans).map(i -> i % size()).toArray());
  }

  private static double luck(long seed, long number) {
    return new SplittableRandom(seed * 0x9E37_79B9_7F4AL ^ new SplittableRandom(number).nextLong())
        .nextDouble();
  }
}
