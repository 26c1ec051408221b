package io.surety.registry;

/** Somebody else moved the alias between looking and deciding. */
public final class AliasMoved extends DecisionRefused {

  AliasMoved(String sentences) {
    super(sentences);
  }
}
