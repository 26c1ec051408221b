package io.surety.prediction.versions;

import io.surety.web.Quoted;

/** The service has no such model, or the registry no such version of it. */
public final class VersionNotFound extends RuntimeException {

  private VersionNotFound(String sentences) {
    super(sentences, null, false, false);
  }

  static VersionNotFound ofModel(String asked, String served) {
    return new VersionNotFound(
        "There is no model %s here; the model that is served is %s."
            .formatted(Quoted.of(asked), served));
  }

  static VersionNotFound ofNumber(String asked, String model) {
    return new VersionNotFound(
        "There is no version %s of %s; the metadata of the model lists those that are approved."
            .formatted(Quoted.of(asked), model));
  }

  /** What is the matter, and what to do next. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
