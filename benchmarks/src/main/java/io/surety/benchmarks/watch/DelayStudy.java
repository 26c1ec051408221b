package io.surety.benchmarks.watch;

import io.surety.benchmarks.results.Table;
import io.surety.bundle.InputSchema;
import io.surety.bundle.Scorer;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.DriftVerdict;
import io.surety.watch.statistics.DriftWatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How many rows come between the moment something goes wrong and the alarm, when the window was
 * full of good rows before.
 */
final class DelayStudy {

  private static final List<Integer> SIZES = List.of(200, 1_000, 10_000);

  /** Nobody waits longer. */
  private static final int WINDOWS = 2;

  private static final int LOOKS_A_WINDOW = 100;

  private final InputSchema schema;
  private final Traffic traffic;
  private final Scorer scorer;
  private final long seed;
  private final int tries;

  DelayStudy(InputSchema schema, Traffic traffic, Scorer scorer, long seed, int tries) {
    this.schema = schema;
    this.traffic = traffic;
    this.scorer = scorer;
    this.seed = seed;
    this.tries = tries;
  }

  /** One row for each thing that goes wrong. */
  Table table(String caption, DriftSettings settings) {
    Watched watched = Watched.by(schema, traffic.half(seed, false));
    DriftWatch watch = watched.watch(settings);
    Traffic quiet = traffic.half(seed, true).stationary(seed);
    List<List<String>> rows = new ArrayList<>();
    for (Shift shift : Shift.ALL) {
      List<String> row = new ArrayList<>();
      row.add(shift.words());
      for (int size : SIZES) {
        row.add(
            quiet.size() <= (1 + WINDOWS) * size
                ? "–"
                : words(delays(shift, size, watched, watch, quiet)));
      }
      rows.add(row);
    }
    return new Table(caption, List.of("what goes wrong", "of 200", "of 1,000", "of 10,000"), rows);
  }

  private double[] delays(Shift shift, int size, Watched watched, DriftWatch watch, Traffic quiet) {
    int room = quiet.size() - (1 + WINDOWS) * size;
    return LongStream.range(0, tries)
        .parallel()
        .mapToDouble(one -> {
          int from = (int) (one * room / tries);
          Traffic before = slice(quiet, from, size);
          Traffic after =
              shift.of(
                  slice(quiet, from + size, WINDOWS * size), schema.names(), scorer, seed + one);
          return delay(joined(before, after), size, watched, watch);
        })
        .sorted()
        .toArray();
  }

  private static Traffic slice(Traffic all, int from, int length) {
    return all.at(java.util.stream.IntStream.range(from, from + length).toArray());
  }

  private static Traffic joined(Traffic one, Traffic other) {
    double[][] columns = new double[one.columns().length][];
    for (int column = 0; column < columns.length; column++) {
      double[] both = Arrays.copyOf(one.columns()[column], one.size() + other.size());
      System.arraycopy(other.columns()[column], 0, both, one.size(), other.size());
      columns[column] = both;
    }
    long[] person = Arrays.copyOf(one.person(), one.size() + other.size());
    System.arraycopy(other.person(), 0, person, one.size(), other.size());
    int rows = person.length;
    return new Traffic(columns, person, new int[rows], new int[rows], new byte[rows]);
  }

  private static double delay(Traffic both, int size, Watched watched, DriftWatch watch) {
    SlidingWindow window = new SlidingWindow(both, watched.reference(), size, both.person());
    int step = Math.max(1, size / LOOKS_A_WINDOW);
    for (int last = size - 1 + step; last < both.size(); last += step) {
      window.moveTo(last);
      if (watch.look(window.window()).verdict() == DriftVerdict.DRIFTED) {
        return last - size + 1;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static String words(double[] sorted) {
    double median = sorted[sorted.length / 2];
    if (Double.isInfinite(median)) {
      long never = Arrays.stream(sorted).filter(Double::isInfinite).count();
      return never == sorted.length
          ? "never"
          : String.format(Locale.ROOT, "in %d of %d", sorted.length - never, sorted.length);
    }
    double late = sorted[(int) (0.9 * (sorted.length - 1))];
    return Double.isInfinite(late)
        ? String.format(Locale.ROOT, "%,.0f", median)
        : String.format(Locale.ROOT, "%,.0f (%,.0f)", median, late);
  }
}
