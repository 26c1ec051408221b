package io.surety.watch.statistics;

import java.util.stream.LongStream;

/**
 * Two hundred made-up loans that any language can make again, of which the figures of other
 * programs are recorded: {@code p = 0.02 + 0.5 ((37 i mod 101) / 101)²}, bad where {@code ((53 i +
 * i²) mod 97) / 97 < p}.
 */
final class RecordedLoans {

  static final int LOANS = 200;

  private RecordedLoans() {}

  static double[] probability() {
    double[] probability = new double[LOANS];
    for (int loan = 0; loan < LOANS; loan++) {
      double share = (loan * 37 % 101) / 101.0;
      probability[loan] = 0.02 + 0.5 * share * share;
    }
    return probability;
  }

  static boolean[] label() {
    double[] probability = probability();
    boolean[] label = new boolean[LOANS];
    for (int loan = 0; loan < LOANS; loan++) {
      label[loan] = (loan * 53 + loan * loan) % 97 / 97.0 < probability[loan];
    }
    return label;
  }

  static long[] strangers() {
    return LongStream.range(0, LOANS).toArray();
  }

  static Outcomes outcomes() {
    return new Outcomes(probability(), label(), strangers());
  }
}
