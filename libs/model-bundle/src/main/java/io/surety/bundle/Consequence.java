package io.surety.bundle;

import java.util.Locale;

/** What follows when a watched figure is bad; on the wire in lower case. */
public enum Consequence {
  /** The model is taken out of service. */
  OPEN,
  /** People are told, and the model goes on. */
  ALERT;

  /** The name on the wire, such as {@code open}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
