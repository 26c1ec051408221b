package io.surety.bundle;

import java.util.Locale;

/** Whether an input may be missing; on the wire in lower case. */
public enum MissingRule {
  /** A missing value takes the direction that the forest learnt for it. */
  ALLOWED,
  REFUSED;

  /** The name on the wire, such as {@code allowed}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
