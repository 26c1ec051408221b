package io.surety.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** One figure of every round. */
final class Rounds {

  private final double[] values;

  Rounds(double... values) {
    this.values = values.clone();
    Arrays.sort(this.values);
  }

  /** The figures of these rounds, each divided by that of the other side in the same round. */
  static Rounds ratios(double[] ours, double[] theirs) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, round -> ours[round] / theirs[round]);
    return new Rounds(ratios);
  }

  double median() {
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** The least and the most, such as {@code 2.96 to 3.41}. */
  String spread() {
    return String.format(Locale.ROOT, "%.2f to %.2f", values[0], values[values.length - 1]);
  }

  static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
  }
}
