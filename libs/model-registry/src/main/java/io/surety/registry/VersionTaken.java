package io.surety.registry;

/** The registry knows the number, or the bundle, of an export as something else. */
public final class VersionTaken extends DecisionRefused {

  VersionTaken(String sentences) {
    super(sentences);
  }
}
