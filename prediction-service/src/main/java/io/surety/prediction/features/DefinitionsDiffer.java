package io.surety.prediction.features;

import java.util.List;

/** The feature service does not serve a feature as the model needs it. Nothing is guessed. */
public final class DefinitionsDiffer extends RuntimeException {

  private final transient List<String> missing;
  private final transient List<String> answered;

  DefinitionsDiffer(List<String> missing, List<String> answered) {
    super(null, null, false, false);
    this.missing = missing;
    this.answered = answered;
  }

  /** What is the matter, and what to do next. */
  public String detail() {
    return ("The model needs %s, but the feature service serves %s. Promote a model that needs what"
            + " is served, or bring the feature service to the version that serves it.")
        .formatted(String.join(", ", missing), String.join(", ", answered));
  }

  @Override
  public String getMessage() {
    return detail();
  }
}
