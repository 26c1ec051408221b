package io.surety.terminal;

/** What a command wants of the database; each has a login of its own in a data directory. */
public enum Purpose {
  /** Owning the tables: migrations. */
  OWNING,
  /** Loading loans, exporting features, training and proposing models. */
  TRAINING,
  /** Deciding about models: approving, rejecting, promoting. */
  DECIDING,
  /** Bringing in what another registry approved. */
  ADMITTING,
  /** Watching models, and switching their breakers as a program. */
  WATCHING
}
