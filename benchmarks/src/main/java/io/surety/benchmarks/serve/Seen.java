package io.surety.benchmarks.serve;

import io.surety.benchmarks.results.Rounds;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All rounds on one target.
 *
 * @param rows how many rows each request brought
 */
record Seen(String words, int rows, List<Round> rounds) {

  Rounds each(ToDoubleFunction<Round> figure) {
    return new Rounds(rounds.stream().mapToDouble(figure).toArray());
  }

  double median(ToDoubleFunction<Round> figure) {
    return each(figure).median();
  }

  double perSecond() {
    return median(round -> round.load().perSecond());
  }

  /** The requests per second of this beside another's, round by round. */
  Rounds ratiosTo(Seen other) {
    return Rounds.ratios(perSecondEach(), other.perSecondEach());
  }

  private double[] perSecondEach() {
    return rounds.stream().mapToDouble(round -> round.load().perSecond()).toArray();
  }
}
