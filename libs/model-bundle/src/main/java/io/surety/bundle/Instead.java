package io.surety.bundle;

import java.util.Locale;

/** What answers while a model is out of service; on the wire in lower case. */
public enum Instead {
  /** The approved version that served before; the policy when there is none. */
  PREVIOUS,
  /** The one decision that the policy states. */
  POLICY;

  /** The name on the wire, such as {@code previous}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
