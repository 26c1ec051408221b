package io.surety.registry;

/** Who proposed a version does not approve it. */
public final class ProposerCannotApprove extends DecisionRefused {

  ProposerCannotApprove(String sentences) {
    super(sentences);
  }
}
