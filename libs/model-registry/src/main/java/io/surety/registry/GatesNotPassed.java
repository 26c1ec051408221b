package io.surety.registry;

/** A gate failed, and the approval gives no reason to override it. */
public final class GatesNotPassed extends DecisionRefused {

  GatesNotPassed(String sentences) {
    super(sentences);
  }
}
