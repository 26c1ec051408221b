package io.surety.bundle;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What an export says about itself and the version in it, as its first registry wrote it down.
 *
 * @param formatVersion the version of the format of exports
 * @param registry names the registry in which the version was proposed, for good
 * @param registryName how people call that registry: the name of its database
 * @param proposedBy the database login that proposed the version there
 * @param proposedAs the name that the proposer claimed
 * @param dataHash names the training data
 * @param gatesPassed whether every gate passed
 * @param createdAt when the version was registered there
 * @param sha256 by part, all but this one, in lower-case hexadecimal
 */
public record ExportManifest(
    int formatVersion,
    UUID registry,
    String registryName,
    String model,
    int version,
    String proposedBy,
    String proposedAs,
    String dataHash,
    boolean gatesPassed,
    Instant createdAt,
    SortedMap<String, String> sha256) {

  /** The format that this version writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 1;

  private static final Pattern MODEL = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /** Refuses what no registry would have written. */
  public ExportManifest {
    if (!MODEL.matcher(model).matches()) {
      throw new IllegalArgumentException(
          "The name of a model is lower-case letters, digits and hyphens, not '%s'."
              .formatted(model));
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "The version of a model is at least 1, not %d.".formatted(version));
    }
    requireText("registry_name", registryName);
    requireText("proposed_by", proposedBy);
    requireText("proposed_as", proposedAs);
    requireText("data_hash", dataHash);
    sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
  }

  /** The version as people write it, such as {@code loan-risk/3}. */
  public String written() {
    return model + "/" + version;
  }

  static void requireText(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("The text of %s must not be blank.".formatted(name));
    }
  }

  ExportManifest withChecksums(SortedMap<String, String> ofParts) {
    return new ExportManifest(
        FORMAT_VERSION,
        registry,
        registryName,
        model,
        version,
        proposedBy,
        proposedAs,
        dataHash,
        gatesPassed,
        createdAt,
        ofParts);
  }
}
