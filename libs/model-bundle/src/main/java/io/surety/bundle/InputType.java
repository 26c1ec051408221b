package io.surety.bundle;

import java.util.Locale;

/** The kind of value that a model input takes; on the wire in lower case. */
public enum InputType {
  /** A whole number. */
  INTEGER,
  /** A finite real number. */
  REAL,
  /** 0 or 1; false and true are taken too. */
  FLAG,
  /** One of a list of texts; a row holds its index in that list. */
  CATEGORY;

  /** The name on the wire, such as {@code integer}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
