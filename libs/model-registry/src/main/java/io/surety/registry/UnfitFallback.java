package io.surety.registry;

/** The version that was named cannot answer instead of the other one. */
public final class UnfitFallback extends DecisionRefused {

  UnfitFallback(String sentences) {
    super(sentences);
  }
}
