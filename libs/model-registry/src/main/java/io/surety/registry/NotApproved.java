package io.surety.registry;

/** Only an approved version can be promoted. */
public final class NotApproved extends DecisionRefused {

  NotApproved(String sentences) {
    super(sentences);
  }
}
