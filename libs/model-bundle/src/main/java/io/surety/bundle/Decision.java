package io.surety.bundle;

import java.util.Locale;

/** What the policy says about an application; on the wire in lower case. */
public enum Decision {
  APPROVE,
  /** A person decides. */
  REFER,
  DECLINE;

  /** The name on the wire, such as {@code approve}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
