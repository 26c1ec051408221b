package io.surety.registry;

/** The database login does not have the role that this needs. */
public final class NotPermitted extends DecisionRefused {

  NotPermitted(String sentences) {
    super(sentences);
  }
}
