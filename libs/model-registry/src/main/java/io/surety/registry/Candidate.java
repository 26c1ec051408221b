package io.surety.registry;

/**
 * A trained model on its way into the registry.
 *
 * @param modelName the model that this is a version of, such as {@code loan-risk}
 * @param bundle the bytes of the bundle
 * @param sha256 the hash of those bytes, 64 lower-case hexadecimal digits; the database checks it
 * @param evidenceJson the JSON object on which people decide, kept as it is, to the byte
 * @param gatesPassed whether every gate passed
 * @param dataHash names the training data
 * @param proposedAs the name that the proposer claims; who it was in truth is the database login
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed on once and never compared
public record Candidate(
    String modelName,
    byte[] bundle,
    String sha256,
    String evidenceJson,
    boolean gatesPassed,
    String dataHash,
    String proposedAs) {

  /** Refuses a candidate that nobody could answer for. */
  public Candidate {
    ModelVersion.requireModelName(modelName);
    if (bundle.length == 0) {
      throw new IllegalArgumentException("A candidate has a bundle, but this one is empty.");
    }
    if (proposedAs.isBlank()) {
      throw new IllegalArgumentException("A candidate names its proposer, but this name is blank.");
    }
  }
}
