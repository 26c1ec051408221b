package io.surety.prediction.versions;

import io.surety.registry.ModelVersion;

/** The version exists, but nobody has approved it. */
public final class VersionNotApproved extends RuntimeException {

  private VersionNotApproved(String sentences) {
    super(sentences, null, false, false);
  }

  static VersionNotApproved candidate(ModelVersion version) {
    return new VersionNotApproved(
        ("%s is a candidate, and nothing answers that no person has approved. Approve it with"
                + " './surety approve %s --by NAME --reason TEXT', or ask for an approved version.")
            .formatted(version, version));
  }

  static VersionNotApproved rejected(ModelVersion version) {
    return new VersionNotApproved(
        "%s was rejected and answers nothing. Ask for an approved version.".formatted(version));
  }

  /** What is the matter, and what to do next. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
