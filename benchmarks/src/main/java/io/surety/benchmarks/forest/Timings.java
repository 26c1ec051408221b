package io.surety.benchmarks.forest;

import io.surety.benchmarks.results.Table;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The figures of one run, and what they were asked to be. */
final class Timings {

  /** Nanoseconds for a row on each thread, and JMH's error of them. */
  record Figure(double nanoseconds, double error) {

    String words() {
      return String.format(Locale.ROOT, "%,.0f ns ± %s", nanoseconds, errorWords());
    }

    /** One or two iterations tell no error. */
    String errorWords() {
      return Double.isNaN(error) ? "unknown" : String.format(Locale.ROOT, "%.0f", error);
    }
  }

  private final Map<Timed, Figure> figures = new EnumMap<>(Timed.class);

  void put(Timed timed, Figure figure) {
    figures.put(timed, figure);
  }

  /** What was asked for, and what was seen. */
  Table goals() {
    return new Table(
        "Asked and seen",
        List.of("what", "asked", "seen", "verdict"),
        List.of(
            atMost("one row", 1, Timed.OURS_ONE_ROW),
            atLeast(
                "one row against Tribuo's predict",
                60,
                times(Timed.TRIBUO_ONE_ROW, Timed.OURS_ONE_ROW)),
            atLeast(
                "10,000 rows against inplace_predict",
                2,
                times(Timed.INPLACE_BATCH, Timed.OURS_BATCH)),
            atLeast(
                "two threads against one, single rows",
                1.8,
                gain(Timed.OURS_TWO_THREADS, Timed.OURS_ONE_ROW)),
            atLeast(
                "two threads against one, 10,000 rows",
                1.8,
                gain(Timed.OURS_BATCH_TWO_THREADS, Timed.OURS_BATCH)),
            atMost("contributions of one row", 20, Timed.OURS_CONTRIBUTIONS),
            List.of(
                "contributions against predictContrib",
                "",
                timesWords(times(Timed.NATIVE_CONTRIBUTIONS, Timed.OURS_CONTRIBUTIONS)),
                "")));
  }

  private List<String> atMost(String what, double microseconds, Timed timed) {
    double seen = figure(timed).nanoseconds() / 1e3;
    return List.of(
        what,
        String.format(Locale.ROOT, "≤ %.0f µs", microseconds),
        String.format(Locale.ROOT, "%.2f µs", seen),
        verdict(seen <= microseconds));
  }

  private static List<String> atLeast(String what, double asked, double seen) {
    return List.of(
        what,
        String.format(Locale.ROOT, asked % 1 == 0 ? "≥ %.0f times" : "≥ %.1f times", asked),
        String.format(Locale.ROOT, "%.2f times", seen),
        verdict(seen >= asked));
  }

  private static String verdict(boolean met) {
    return met ? "met" : "MISSED";
  }

  /** Every line that was measured. */
  Table all() {
    return new Table(
        "Nanoseconds for a row, on each thread",
        List.of("what", "ns", "±", "against Surety"),
        figures.keySet().stream().map(this::line).toList());
  }

  private List<String> line(Timed timed) {
    Figure figure = figure(timed);
    return List.of(
        timed.words(),
        String.format(Locale.ROOT, "%.0f", figure.nanoseconds()),
        figure.errorWords(),
        against(timed));
  }

  private String against(Timed timed) {
    return switch (timed) {
      case OURS_ONE_ROW, OURS_TWO_THREADS, OURS_BATCH, OURS_BATCH_TWO_THREADS, OURS_CONTRIBUTIONS ->
          "";
      case TRIBUO_ONE_ROW, MATRIX_ONE_ROW, INPLACE_ONE_ROW, ONNX_ONE_ROW, TREELITE_ONE_ROW ->
          timesWords(times(timed, Timed.OURS_ONE_ROW));
      case INPLACE_BATCH, ONNX_BATCH, TREELITE_BATCH -> timesWords(times(timed, Timed.OURS_BATCH));
      case NATIVE_CONTRIBUTIONS -> timesWords(times(timed, Timed.OURS_CONTRIBUTIONS));
    };
  }

  /** How often the one goes into the other. */
  private double times(Timed theirs, Timed ours) {
    return figure(theirs).nanoseconds() / figure(ours).nanoseconds();
  }

  private static String timesWords(double times) {
    return String.format(Locale.ROOT, "%.1f times", times);
  }

  /** The rows a second of two threads over those of one. */
  private double gain(Timed two, Timed one) {
    return 2 * figure(one).nanoseconds() / figure(two).nanoseconds();
  }

  private Figure figure(Timed timed) {
    return Objects.requireNonNull(figures.get(timed), timed::words);
  }
}
