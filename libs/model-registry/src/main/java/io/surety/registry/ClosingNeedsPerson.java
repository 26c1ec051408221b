package io.surety.registry;

/** A program closes only a breaker under which the version proved itself half-open. */
public final class ClosingNeedsPerson extends DecisionRefused {

  ClosingNeedsPerson(String sentences) {
    super(sentences);
  }
}
