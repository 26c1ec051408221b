package io.surety.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A run as it is recorded.
 *
 * @param id counted in this database
 * @param uuid the same run, told from those of any other database
 * @param attempt 1, or more when earlier runs of the key broke off or failed
 * @param startedBy the database login
 * @param ended empty while nobody has written an end
 * @param message what came of it, in a sentence; empty without an end
 * @param hashes of what went in and what was made, by name
 * @param metrics by name, in the order in which they were taken
 * @param mlflow where it is logged there, if it is
 */
public record RunRecord(
    int id,
    UUID uuid,
    String kind,
    Optional<String> key,
    int attempt,
    RunState state,
    Instant started,
    String startedBy,
    Optional<Instant> ended,
    String code,
    Map<String, String> parameters,
    Map<String, String> hashes,
    Map<String, Double> metrics,
    String message,
    Optional<String> experiment,
    Optional<Logged> mlflow) {

  /** Where an MLflow server has a run. */
  public record Logged(String server, String experimentId, String runId) {}

  /** How long it took, or has taken until a moment. */
  public Duration duration(Instant now) {
    Duration taken = Duration.between(started, ended.orElse(now));
    return taken.isNegative() ? Duration.ZERO : taken;
  }
}
