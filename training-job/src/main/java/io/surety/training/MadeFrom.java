package io.surety.training;

import io.surety.spec.ModelSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * From what a registered version was made, as its evidence says.
 *
 * @param knownAt when the newest load that it has seen became known
 * @param spec with every value in force
 */
public record MadeFrom(Instant knownAt, JsonNode spec) {

  /** Reads it from the evidence; empty when another release wrote that without it. */
  public static Optional<MadeFrom> of(String evidenceJson) {
    JsonNode provenance = Evidence.read(evidenceJson).path("provenance");
    String knownAt = provenance.path("data").path("known_at").asString("");
    try {
      return Optional.of(new MadeFrom(Instant.parse(knownAt), provenance.path("spec")));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  /** Whether this spec says the same. */
  public boolean isOf(ModelSpec other) {
    return Evidence.tree(other).equals(spec);
  }
}
