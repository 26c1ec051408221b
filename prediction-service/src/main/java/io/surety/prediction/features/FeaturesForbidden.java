package io.surety.prediction.features;

import org.jspecify.annotations.Nullable;

/** The feature service does not let the caller read features. */
public final class FeaturesForbidden extends RuntimeException {

  private final String detail;

  FeaturesForbidden(String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.detail = detail;
  }

  /** What is the matter, and what to do next. */
  public String detail() {
    return detail;
  }
}
