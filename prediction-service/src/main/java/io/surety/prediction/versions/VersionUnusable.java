package io.surety.prediction.versions;

import io.surety.registry.ModelVersion;

/** An approved version cannot be read or verified. */
public final class VersionUnusable extends RuntimeException {

  private final transient ModelVersion version;

  VersionUnusable(ModelVersion version, String reason) {
    super(
        "The version %s cannot be served: %s Ask for another version.".formatted(version, reason),
        null,
        false,
        false);
    this.version = version;
  }

  /** The version that cannot be served. */
  public ModelVersion version() {
    return version;
  }

  /** What is the matter, and what to do next. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
