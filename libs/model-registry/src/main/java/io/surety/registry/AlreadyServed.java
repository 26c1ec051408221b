package io.surety.registry;

/** The alias points at this version already. */
public final class AlreadyServed extends DecisionRefused {

  AlreadyServed(String sentences) {
    super(sentences);
  }
}
