package io.surety.evaluation;

import io.surety.watch.statistics.PopulationStability;
import io.surety.watch.statistics.Ranking;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares the distribution of a column in training and test: see {@link Drift}. */
final class Stability {

  private static final int TENTHS = 10;

  private Stability() {}

  /** Null without loans on a side. */
  static @Nullable Drift drift(double[] training, double[] test) {
    if (training.length == 0 || test.length == 0) {
      return null;
    }
    double[] distinct = Ranking.distinct(training);
    Bins bins =
        distinct.length <= TENTHS ? new Values(distinct) : new Tenths(cuts(training, distinct));
    return drift(bins, counts(bins, training), counts(bins, test));
  }

  private static Drift drift(Bins bins, long[] training, long[] test) {
    int[] occupied =
        IntStream.range(0, bins.count()).filter(bin -> training[bin] + test[bin] > 0).toArray();
    double[] expected = shares(occupied, training);
    double[] actual = shares(occupied, test);
    List<Drift.Bin> shares = new ArrayList<>();
    for (int i = 0; i < occupied.length; i++) {
      shares.add(new Drift.Bin(bins.inWords(occupied[i]), expected[i], actual[i]));
    }
    return new Drift(PopulationStability.index(expected, actual), shares);
  }

  private static double[] shares(int[] occupied, long[] counts) {
    return PopulationStability.shares(
        Arrays.stream(occupied).mapToDouble(bin -> counts[bin]).toArray());
  }

  private static long[] counts(Bins bins, double[] values) {
    long[] counts = new long[bins.count()];
    for (double value : values) {
      counts[Double.isNaN(value) ? bins.count() - 1 : bins.of(value + 0.0)]++;
    }
    return counts;
  }

  /**
   * The first values of the second to the last tenth; fewer where values repeat, and at least one,
   * so that a column that nearly always has its lowest value is parted from the rest.
   */
  private static double[] cuts(double[] training, double[] distinct) {
    double[] sorted = Arrays.stream(training).filter(value -> !Double.isNaN(value)).toArray();
    Arrays.parallelSort(sorted);
    double[] cuts =
        IntStream.range(1, TENTHS)
            .mapToDouble(tenth -> sorted[(int) ((long) sorted.length * tenth / TENTHS)] + 0.0)
            .filter(cut -> cut > distinct[0])
            .distinct()
            .toArray();
    return cuts.length > 0 ? cuts : new double[] {distinct[1]};
  }

  /** Four significant digits, without an exponent. */
  private static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return rounded.toPlainString();
  }

  /** Bins of a column; the last is that of missing values. */
  private sealed interface Bins {
    int count();

    int of(double value);

    String inWords(int bin);
  }

  /** From each cut (inclusive) to the next. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tenths(double[] cuts) implements Bins {

    @Override
    public int count() {
      return cuts.length + 2;
    }

    @Override
    public int of(double value) {
      int found = Arrays.binarySearch(cuts, value);
      return found >= 0 ? found + 1 : -found - 1;
    }

    @Override
    public String inWords(int bin) {
      if (bin == cuts.length + 1) {
        return "missing";
      }
      if (bin == 0) {
        return "below " + number(cuts[0]);
      }
      return bin == cuts.length
          ? number(cuts[bin - 1]) + " and above"
          : number(cuts[bin - 1]) + " to " + number(cuts[bin]);
    }
  }

  /** One bin a value, for columns with few of them, and one for values that training never saw. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Values(double[] values) implements Bins {

    @Override
    public int count() {
      return values.length + 2;
    }

    @Override
    public int of(double value) {
      int found = Arrays.binarySearch(values, value);
      return found >= 0 ? found : values.length;
    }

    @Override
    public String inWords(int bin) {
      if (bin == values.length + 1) {
        return "missing";
      }
      return bin == values.length ? "another value" : number(values[bin]);
    }
  }
}
