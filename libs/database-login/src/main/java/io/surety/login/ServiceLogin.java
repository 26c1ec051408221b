package io.surety.login;

/**
 * Who logs in to the database of a deployment. Each belongs to one group role, which the migrations
 * make and which says what it may do; the owner of the tables is not among them.
 */
public enum ServiceLogin {
  /** The feature service. */
  FEATURES("surety_features", "surety_feature_reader"),
  /** The prediction service. */
  PREDICTIONS("surety_predictions", "surety_model_reader"),
  /** Loading, training and proposing. */
  TRAINING("surety_training", "surety_trainer"),
  /** People who decide. */
  APPROVAL("surety_approval", "surety_approver"),
  /** Bringing in versions that another registry exported. */
  ADMISSION("surety_admission", "surety_admitter"),
  /** Watching models, and switching their breakers. */
  WATCHING("surety_watching", "surety_watcher");

  private final String role;
  private final String group;

  ServiceLogin(String role, String group) {
    this.role = role;
    this.group = group;
  }

  /** Its name in the database. */
  public String role() {
    return role;
  }

  /** The group role that it is a member of. */
  public String group() {
    return group;
  }
}
