package io.surety.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
 * @param origin where it was registered first; empty when that was here
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
    String evidenceSha256,
    Optional<Origin> origin) {

  /**
   * Where a version was registered that came with an export; the record itself says who admitted it
   * here, and when.
   *
   * @param registry names the registry in which it was proposed
   * @param registryName how people call that registry
   * @param proposedBy the database login there
   * @param exportSha256 the export that it came with
   */
  public record Origin(
      UUID registry,
      String registryName,
      String proposedBy,
      Instant createdAt,
      String exportSha256) {}

  /** Keeps its own copy of the aliases. */
  public RegisteredModel {
    aliases = List.copyOf(aliases);
  }
}
