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
  WITHDRAWN,
  /** The version is out of service while the alias points at it; another answers. */
  OPENED,
  /** The version proves itself in shadow while another answers. */
  HALF_OPENED,
  /** The version answers again when the alias points at it. */
  CLOSED;

  /** Whether it switched a breaker, and moved no alias. */
  public boolean switches() {
    return switch (this) {
      case OPENED, HALF_OPENED, CLOSED -> true;
      case APPROVED, REJECTED, PROMOTED, ROLLED_BACK, WITHDRAWN -> false;
    };
  }
}
