package io.surety.registry;

/** The breaker is half-open already, and the same answers meanwhile. */
public final class BreakerHalfOpenAlready extends DecisionRefused {

  BreakerHalfOpenAlready(String sentences) {
    super(sentences);
  }
}
