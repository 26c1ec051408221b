package io.surety.prediction.champion;

import io.surety.registry.Alias;

/** The registry has no champion, so nothing may be scored. */
public final class NoApprovedModel extends RuntimeException {

  private final String modelName;
  private final transient Alias alias;

  NoApprovedModel(String modelName, Alias alias) {
    super(null, null, false, false);
    this.modelName = modelName;
    this.alias = alias;
  }

  /** What is the matter, and what to do next. */
  public String detail() {
    return ("No version of %s is %s. Approve one with './surety approve %s/VERSION --by NAME"
            + " --reason TEXT', then serve it with './surety promote %s/VERSION --to %s --by NAME"
            + " --reason TEXT'; './surety models' lists them.")
        .formatted(modelName, alias, modelName, modelName, alias);
  }

  @Override
  public String getMessage() {
    return detail();
  }
}
