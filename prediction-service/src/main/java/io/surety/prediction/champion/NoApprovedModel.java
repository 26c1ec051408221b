package io.surety.prediction.champion;

/** The registry has no champion, so nothing may be scored. */
public final class NoApprovedModel extends RuntimeException {

  private final String modelName;

  NoApprovedModel(String modelName) {
    super(null, null, false, false);
    this.modelName = modelName;
  }

  /** What is the matter, and what to do next. */
  public String detail() {
    return ("No version of %s is champion. Approve one with './surety approve %s/VERSION', then serve"
            + " it with './surety promote %s/VERSION --to champion'; './surety models' lists them.")
        .formatted(modelName, modelName, modelName);
  }

  @Override
  public String getMessage() {
    return detail();
  }
}
