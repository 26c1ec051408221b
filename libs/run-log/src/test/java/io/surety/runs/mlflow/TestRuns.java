package io.surety.runs.mlflow;

import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Runs as the run log tells of them. */
final class TestRuns {

  private static final Instant STARTED = Instant.parse("2026-01-31T02:30:00Z");

  private TestRuns() {}

  static RunRecord trained() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", 0.7531);
    metrics.put("predicted/actual", 1.02);
    return run(
        1,
        "train",
        Optional.empty(),
        RunState.DONE,
        Map.of("learner.trees", "400"),
        Map.of("data", "2e".repeat(32)),
        metrics,
        "loan-risk/1 registered as a candidate.");
  }

  static RunRecord failed() {
    return run(
        2,
        "score-batch",
        Optional.of("nightly é 2026-01-31"),
        RunState.FAILED,
        Map.of("as_of", "2026-01-31", "odd:name", "x".repeat(700)),
        Map.of(),
        Map.of(),
        "The disk was full.");
  }

  private static RunRecord run(
      int id,
      String kind,
      Optional<String> key,
      RunState state,
      Map<String, String> parameters,
      Map<String, String> hashes,
      Map<String, Double> metrics,
      String message) {
    return new RunRecord(
        id,
        UUID.nameUUIDFromBytes(new byte[] {(byte) id}),
        kind,
        key,
        1,
        state,
        STARTED,
        "surety_training",
        Optional.of(STARTED.plusSeconds(75)),
        "0.1.0 (abc)",
        new TreeMap<>(parameters),
        hashes,
        metrics,
        message,
        Optional.of("loan-risk"),
        Optional.empty());
  }
}
