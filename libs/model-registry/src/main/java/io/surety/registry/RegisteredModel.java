package io.surety.registry;

import java.time.Instant;
import java.util.List;

/**
 * A version as the registry knows it.
 *
 * @param stage derived from the decisions about it
 * @param aliases the aliases that point at it now
 * @param sha256 the hash of its bundle
 * @param dataHash names its training data
 * @param createdAt when it was registered, by the clock of the database
 * @param proposedBy the database login that registered it
 * @param proposedAs the name that the proposer claimed, which nobody verified
 * @param evidenceJson the evidence as it was registered, to the byte
 * @param evidenceSha256 the hash of that evidence, which every decision about it repeats
 */
public record RegisteredModel(
    ModelVersion version,
    Stage stage,
    List<Alias> aliases,
    String sha256,
    String dataHash,
    Instant createdAt,
    String proposedBy,
    String proposedAs,
    boolean gatesPassed,
    String evidenceJson,
    String evidenceSha256) {

  /** Keeps its own copy of the aliases. */
  public RegisteredModel {
    aliases = List.copyOf(aliases);
  }
}
