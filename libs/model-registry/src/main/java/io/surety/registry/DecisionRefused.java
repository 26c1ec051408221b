package io.surety.registry;

/** What was asked of the registry is not allowed; the message is for people, and says what is. */
public abstract sealed class DecisionRefused extends RuntimeException
    permits AliasMoved,
        AlreadyDecided,
        AlreadyServed,
        ApprovalNeedsPerson,
        BreakerClosedAlready,
        BreakerHalfOpenAlready,
        BreakerOpenAlready,
        ClosingNeedsPerson,
        GatesNotPassed,
        ModelNotFound,
        NotApproved,
        NothingToRollBackTo,
        NotPermitted,
        NotServed,
        ProposerCannotApprove,
        UnfitFallback,
        VersionTaken {

  DecisionRefused(String sentences) {
    super(sentences);
  }
}
