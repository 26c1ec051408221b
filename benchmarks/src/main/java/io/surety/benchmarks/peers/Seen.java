package io.surety.benchmarks.peers;

import io.surety.benchmarks.results.Rounds;
import io.surety.benchmarks.results.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** All turns of one server. */
record Seen(String words, List<Turn> turns) {

  static final int CORES = Runtime.getRuntime().availableProcessors();

  /** Everything, one line for each server. */
  static Table table(List<Seen> all) {
    return new Table(
        "One person a request, medians of the rounds",
        List.of(
            "server", "requests/s", "rounds", "per core", "p50", "p99", "CPU/request", "memory"),
        all.stream().map(Seen::row).toList());
  }

  private List<String> row() {
    double rate = each(Seen::rate).median();
    return List.of(
        words,
        number("%,.0f", rate),
        each(Seen::rate).spread("%,.0f to %,.0f"),
        number("%,.0f", rate / CORES),
        number("%.2f ms", each(turn -> turn.load().p50()).median() / 1e3),
        number("%.2f ms", each(Seen::tail).median() / 1e3),
        number("%.0f µs", each(Turn::cpuMicros).median()),
        number("%.0f MB", each(Turn::megabytes).median()));
  }

  static double rate(Turn turn) {
    return turn.load().perSecond();
  }

  static double tail(Turn turn) {
    return turn.load().p99();
  }

  private Rounds each(ToDoubleFunction<Turn> figure) {
    return new Rounds(figures(figure));
  }

  /** A figure of every turn, in the order of the rounds. */
  double[] figures(ToDoubleFunction<Turn> figure) {
    return turns.stream().mapToDouble(figure).toArray();
  }

  static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
