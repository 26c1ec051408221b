package io.surety.benchmarks.results;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** One figure of every round. */
public final class Rounds {

  private final double[] values;

  /** Takes the figures in any order. */
  public Rounds(double... values) {
    this.values = values.clone();
    Arrays.sort(this.values);
  }

  /** The figures of these rounds, each divided by that of the other side in the same round. */
  public static Rounds ratios(double[] ours, double[] theirs) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, round -> ours[round] / theirs[round]);
    return new Rounds(ratios);
  }

  /** The one in the middle. */
  public double median() {
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** The least and the most, such as {@code 2.96 to 3.41}. */
  public String spread() {
    return spread("%.2f to %.2f");
  }

  /** The least and the most in a format for both. */
  public String spread(String format) {
    return String.format(Locale.ROOT, format, values[0], values[values.length - 1]);
  }

  /** The seconds since a time of {@link System#nanoTime}. */
  public static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
  }
}
