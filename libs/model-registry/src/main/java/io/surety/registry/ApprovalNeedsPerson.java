package io.surety.registry;

/** A program approves only the first version of a model; the others are for people. */
public final class ApprovalNeedsPerson extends DecisionRefused {

  ApprovalNeedsPerson(String sentences) {
    super(sentences);
  }
}
