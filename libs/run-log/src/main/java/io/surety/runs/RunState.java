package io.surety.runs;

import java.util.Locale;

/** How far a run has come. */
public enum RunState {
  /** Its process lives. */
  RUNNING,
  /** It did what was asked. */
  DONE,
  /** It ended and said why it could not. */
  FAILED,
  /** Its process is gone, and it had not ended. */
  BROKEN_OFF;

  /** As it is in the database and in JSON, such as {@code broken_off}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people read it, such as {@code broken off}. */
  public String words() {
    return wireName().replace('_', ' ');
  }

  static RunState ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
