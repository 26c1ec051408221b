package io.surety.comparison;

import io.surety.bundle.Decision;
import io.surety.predictionlog.ScoredTwice.Pair;
import io.surety.watch.statistics.RankAgreement;
import java.util.List;
import java.util.Optional;

/**
 * What two versions made of the same requests.
 *
 * @param requests that both scored, at least one
 * @param measured how many of them the spreads and the agreement of ranks were measured on; fewer
 *     when there are very many
 * @param decisions how many requests the first decided in one way (a row each) and the second in
 *     another (a column each), in the order of {@link Decision}
 * @param probability spread of the second's less the first's
 * @param points spread of the second's less the first's
 * @param largest the requests whose probabilities are farthest apart, the farthest first
 * @param realised empty before an outcome is known
 */
public record SideBySide(
    long requests,
    int measured,
    List<List<Long>> decisions,
    Spread probability,
    Spread points,
    RankAgreement agreement,
    List<Pair> largest,
    Optional<Realised> realised) {

  public SideBySide {
    decisions = decisions.stream().map(List::copyOf).toList();
    largest = List.copyOf(largest);
  }

  /** How many requests the first decided so, and the second so. */
  public long decided(Decision first, Decision second) {
    return decisions.get(first.ordinal()).get(second.ordinal());
  }

  /** How many requests both decided alike. */
  public long alike() {
    long alike = 0;
    for (Decision each : Decision.values()) {
      alike += decided(each, each);
    }
    return alike;
  }
}
