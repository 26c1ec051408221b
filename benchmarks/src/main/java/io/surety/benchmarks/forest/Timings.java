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
        "What the forest is asked for",
        List.of("what", "asked", "seen"),
        List.of(
            List.of("one row", "at most 1 µs", microseconds(Timed.OURS_ONE_ROW)),
            List.of(
                "one row against Tribuo's predict",
                "at least 60 times as fast",
                times(Timed.TRIBUO_ONE_ROW, Timed.OURS_ONE_ROW)),
            List.of(
                "10,000 rows against inplace_predict",
                "at least 2 times as fast",
                times(Timed.INPLACE_BATCH, Timed.OURS_BATCH)),
            List.of(
                "two threads against one, single rows",
                "at least 1.8 times",
                gain(Timed.OURS_TWO_THREADS, Timed.OURS_ONE_ROW)),
            List.of(
                "two threads against one, 10,000 rows",
                "at least 1.8 times",
                gain(Timed.OURS_BATCH_TWO_THREADS, Timed.OURS_BATCH)),
            List.of(
                "contributions of one row",
                "at most 20 µs",
                microseconds(Timed.OURS_CONTRIBUTIONS)),
            List.of(
                "contributions against predictContrib",
                "",
                times(Timed.NATIVE_CONTRIBUTIONS, Timed.OURS_CONTRIBUTIONS))));
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
          times(timed, Timed.OURS_ONE_ROW);
      case INPLACE_BATCH, ONNX_BATCH, TREELITE_BATCH -> times(timed, Timed.OURS_BATCH);
      case NATIVE_CONTRIBUTIONS -> times(timed, Timed.OURS_CONTRIBUTIONS);
    };
  }

  private String microseconds(Timed timed) {
    return String.format(Locale.ROOT, "%.2f µs", figure(timed).nanoseconds() / 1e3);
  }

  /** How often the one goes into the other. */
  private String times(Timed theirs, Timed ours) {
    return String.format(
        Locale.ROOT, "%.1f times", figure(theirs).nanoseconds() / figure(ours).nanoseconds());
  }

  /** The rows a second of two threads over those of one. */
  private String gain(Timed two, Timed one) {
    return String.format(
        Locale.ROOT, "%.2f times", 2 * figure(one).nanoseconds() / figure(two).nanoseconds());
  }

  private Figure figure(Timed timed) {
    return Objects.requireNonNull(figures.get(timed), timed::words);
  }
}
