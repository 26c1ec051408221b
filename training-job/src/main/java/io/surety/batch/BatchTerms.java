package io.surety.batch;

import io.surety.registry.ModelVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a batch is, settled when the first of its runs begins and held to by every other: its
 * shards, and those that go on with it after a kill.
 *
 * @param version that scores
 * @param bundle the SHA-256 of its bundle
 * @param asOf the date that features are taken at
 * @param knownAt the newest load whose loans count; empty when rows bring what the model asks for
 * @param input the SHA-256 of the file of rows or users, when it is not all users who are known
 * @param shards the number of parts
 */
public record BatchTerms(
    ModelVersion version,
    String bundle,
    LocalDate asOf,
    Optional<Instant> knownAt,
    Optional<String> input,
    int shards) {

  /** Whether features are looked up, of all users or of those that the file names. */
  public boolean looksUsersUp() {
    return knownAt.isPresent();
  }

  /** As the run log keeps it. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("model", version.toString());
    map.put("bundle", bundle);
    map.put("as_of", asOf.toString());
    knownAt.ifPresent(moment -> map.put("known_at", moment.toString()));
    input.ifPresent(hash -> map.put("input", hash));
    map.put("shards", Integer.toString(shards));
    return map;
  }

  /** What {@link #toMap} gave. */
  public static BatchTerms of(Map<String, String> map) {
    return new BatchTerms(
        ModelVersion.parse(require(map, "model")),
        require(map, "bundle"),
        LocalDate.parse(require(map, "as_of")),
        Optional.ofNullable(map.get("known_at")).map(Instant::parse),
        Optional.ofNullable(map.get("input")),
        Integer.parseInt(require(map, "shards")));
  }

  private static String require(Map<String, String> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }
}
