package io.surety.runs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a run before it begins.
 *
 * @param kind of job, such as {@code train} or {@code score-batch}
 * @param key names what has to happen once; a run without a key happens as often as it is begun
 * @param code version of Surety, with the commit where it is known
 * @param parameters as they were asked for, by name
 * @param hashes of what goes in, by name; what is found or made on the way is added later
 * @param experiment the MLflow experiment that the run is to be logged to, if any
 */
public record RunPlan(
    String kind,
    Optional<String> key,
    String code,
    Map<String, String> parameters,
    Map<String, String> hashes,
    Optional<String> experiment) {

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int LONGEST_KEY = 200;

  /** Refuses a kind that is no name, and a key that is not one line with something in it. */
  public RunPlan {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException(
          "A kind of run is named by lower-case letters, digits and hyphens, but this one is '%s'."
              .formatted(kind));
    }
    key.ifPresent(RunPlan::requireKey);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    hashes = Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
  }

  /** Refuses a key that is not one line of 1 to 200 characters. */
  public static String requireKey(String key) {
    if (key.isBlank()
        || key.length() > LONGEST_KEY
        || key.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The key of a run is one line of 1 to %d characters, such as nightly-2026-01-31."
              .formatted(LONGEST_KEY));
    }
    return key;
  }

  /** A run without a key, of which nothing more is known. */
  public static RunPlan of(String kind, String code) {
    return new RunPlan(kind, Optional.empty(), code, Map.of(), Map.of(), Optional.empty());
  }

  /** The same with a key. */
  public RunPlan withKey(String key) {
    return new RunPlan(kind, Optional.of(key), code, parameters, hashes, experiment);
  }

  /** The same with these parameters. */
  public RunPlan withParameters(Map<String, String> others) {
    return new RunPlan(kind, key, code, others, hashes, experiment);
  }

  /** The same with these hashes. */
  public RunPlan withHashes(Map<String, String> others) {
    return new RunPlan(kind, key, code, parameters, others, experiment);
  }

  /** The same, to be logged to an experiment. */
  public RunPlan withExperiment(Optional<String> other) {
    return new RunPlan(kind, key, code, parameters, hashes, other);
  }
}
