package io.surety.registry;

/** What was decided. */
public enum DecisionKind {
  /** The version may be served. */
  APPROVED,
  /** The version will never be served. */
  REJECTED,
  /** An alias points at the version from now on. */
  PROMOTED,
  /** An alias points again at the version that it pointed at before. */
  ROLLED_BACK,
  /** An alias points nowhere any more. */
  WITHDRAWN
}
