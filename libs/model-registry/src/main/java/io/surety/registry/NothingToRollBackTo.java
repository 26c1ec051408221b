package io.surety.registry;

/** No version is left that the alias could go back to. */
public final class NothingToRollBackTo extends DecisionRefused {

  NothingToRollBackTo(String sentences) {
    super(sentences);
  }
}
