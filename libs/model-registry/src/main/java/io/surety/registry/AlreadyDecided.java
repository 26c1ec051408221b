package io.surety.registry;

/** The version was approved or rejected before, and a version is decided once. */
public final class AlreadyDecided extends DecisionRefused {

  AlreadyDecided(String sentences) {
    super(sentences);
  }
}
