package io.surety.benchmarks.peers;

import io.surety.benchmarks.results.Rounds;
import io.surety.benchmarks.results.Table;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A peer beside the service of ours that does the same.
 *
 * @param ours its turns in the rounds of the peer
 */
record Beside(Seen theirs, Seen ours) {

  private static final double ASKED = 10;

  /** What was asked of ours, beside what was seen. */
  static Table table(List<Beside> all) {
    return new Table(
        "Asked: at least 10 times the requests per second and core of each, and a lower p99",
        List.of("peer", "our rate", "rounds", "by CPU time", "our p99", "verdict"),
        all.stream().map(Beside::row).toList());
  }

  private List<String> row() {
    Rounds rates = oursToTheirs(Seen::rate);
    double tails = oursToTheirs(Seen::tail).median();
    boolean met = rates.median() >= ASKED && tails < 1;
    return List.of(
        theirs.words(),
        Seen.number("%.1f times", rates.median()),
        rates.spread("%.1f to %.1f"),
        Seen.number("%.1f times", 1 / oursToTheirs(Turn::cpuMicros).median()),
        Seen.number("%.2f of theirs", tails),
        met ? "met" : "MISSED");
  }

  private Rounds oursToTheirs(ToDoubleFunction<Turn> figure) {
    return Rounds.ratios(ours.figures(figure), theirs.figures(figure));
  }
}
