package io.surety.delivery.training;

import io.surety.delivery.stages.Environment;

/** Opens desks in an environment. */
@FunctionalInterface
public interface Desks {

  /** What a desk is for, and which login of the database it has. */
  enum Work {
    /** Brings the tables up to date. */
    MIGRATION("surety_owner", "surety-migration"),
    /** Trains, which takes memory and processors. */
    TRAINING("surety_training", "surety-training-job"),
    /** Looks into the registry. */
    READING("surety_training", "surety-training-job"),
    /** Decides about versions. */
    APPROVAL("surety_approval", "surety-approval");

    private final String login;
    private final String account;

    Work(String login, String account) {
      this.login = login;
      this.account = account;
    }

    /** The login in the database, and the name of its managed identity. */
    public String login() {
      return login;
    }

    /** The service account in a cluster. */
    public String account() {
      return account;
    }
  }

  /** Opens a desk; close it when the work is done. */
  Desk open(Environment environment, Work work);
}
