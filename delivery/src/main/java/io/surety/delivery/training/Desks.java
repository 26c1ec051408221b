package io.surety.delivery.training;

import io.surety.delivery.stages.Environment;

/** Opens desks in an environment. */
@FunctionalInterface
public interface Desks {

  /** For whom a desk is: which login of the database it has. */
  enum Login {
    TRAINING("surety_training", "surety-training"),
    APPROVAL("surety_approval", "surety-approval");

    private final String database;
    private final String account;

    Login(String database, String account) {
      this.database = database;
      this.account = account;
    }

    /** The login in the database, and the name of its managed identity. */
    public String database() {
      return database;
    }

    /** The service account in a cluster. */
    public String account() {
      return account;
    }
  }

  /** Opens a desk; close it when the work is done. */
  Desk open(Environment environment, Login login);
}
