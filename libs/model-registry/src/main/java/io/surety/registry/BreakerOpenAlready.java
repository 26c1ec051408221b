package io.surety.registry;

/** The breaker is open already, and the same answers instead. */
public final class BreakerOpenAlready extends DecisionRefused {

  BreakerOpenAlready(String sentences) {
    super(sentences);
  }
}
