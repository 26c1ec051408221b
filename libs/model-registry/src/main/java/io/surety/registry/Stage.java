package io.surety.registry;

/** How far a version has come: every version begins as a candidate and is decided once. */
public enum Stage {
  CANDIDATE,
  APPROVED,
  REJECTED
}
