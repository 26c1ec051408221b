package io.surety.predictionlog;

import java.util.Locale;

/** What a count of requests counts; in the database in lower case. */
public enum TallyKind {
  /** Requests that were answered; each line of a stream is one. */
  ANSWERED,
  /** Requests that were not answered for a fault of the version. */
  FAILED,
  /** Requests that were not answered because something failed that every version needs. */
  DEPENDENCY_FAILED,
  /** Rows in answers. */
  ANSWERED_ROW,
  /** Rows that were refused for a category that the model does not know. */
  UNKNOWN_CATEGORY;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name in the database, such as {@code answered_row}. */
  @Override
  public String toString() {
    return wireName;
  }

  /** The kind of this name in the database. */
  public static TallyKind ofName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
