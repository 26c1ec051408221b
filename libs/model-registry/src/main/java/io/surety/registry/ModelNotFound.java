package io.surety.registry;

/** The registry has no such version or bundle. */
public final class ModelNotFound extends DecisionRefused {

  ModelNotFound(String sentences) {
    super(sentences);
  }
}
