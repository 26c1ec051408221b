package io.surety.registry;

/** The breaker is closed already. */
public final class BreakerClosedAlready extends DecisionRefused {

  BreakerClosedAlready(String sentences) {
    super(sentences);
  }
}
