package io.surety.terminal;

import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.Rescoring;
import io.surety.predictionlog.Rescoring.Difference;
import io.surety.predictionlog.Rescoring.Proof;
import io.surety.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What came of scoring predictions again; its memory does not grow with their number. */
final class Replay {

  private static final int MOST_SHOWN = 100;

  private final LoggedVersions versions;
  private final List<String> shown = new ArrayList<>();
  private final Map<String, Long> unknownVersions = new TreeMap<>();
  private long taken;
  private long same;
  private long different;
  private long erased;
  private long policy;

  Replay(LoggedVersions versions) {
    this.versions = versions;
  }

  /** Scores one again. */
  void take(LoggedPrediction logged) {
    taken++;
    if (logged.isErased()) {
      erased++;
      return;
    }
    if (logged.scored() == null) {
      policy++;
      return;
    }
    ModelVersion version = logged.version();
    Optional<Rescoring> rescoring = versions.find(version);
    if (rescoring.isEmpty()) {
      unknownVersions.merge(version.toString(), 1L, Long::sum);
      return;
    }
    switch (rescoring.get().prove(logged)) {
      case Proof.Same() -> same++;
      case Proof.NothingToScore() -> policy++;
      case Proof.Different(List<Difference> differences) -> {
        different++;
        show(logged, differences);
      }
    }
  }

  private void show(LoggedPrediction logged, List<Difference> differences) {
    if (different > MOST_SHOWN) {
      return;
    }
    shown.add("%s  by %s".formatted(logged.id(), logged.version()));
    for (Difference each : differences) {
      shown.add("  %s was logged as %s".formatted(each.what(), each.logged()));
      shown.add("  %s and is now %s".formatted(" ".repeat(each.what().length()), each.now()));
    }
  }

  long taken() {
    return taken;
  }

  /** Whether everything that has a score has the same score again. */
  boolean isProved() {
    return different == 0 && unknownVersions.isEmpty();
  }

  /** What there is to say, the sum last. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(shown);
    if (different > MOST_SHOWN) {
      lines.add("… and %s more that differ".formatted(Console.count(different - MOST_SHOWN)));
    }
    unknownVersions.forEach((version, count) ->
        lines.add(
            "%s of %s, which this registry does not have, could not be scored again."
                .formatted(Console.count(count, "prediction"), version)));
    lines.add(
        "%s: %s the same bit for bit, %s different, %s erased, %s answered by the policy"
            .formatted(
                Console.count(taken, "prediction"),
                Console.count(same),
                Console.count(different),
                Console.count(erased),
                Console.count(policy)));
    return lines;
  }
}
