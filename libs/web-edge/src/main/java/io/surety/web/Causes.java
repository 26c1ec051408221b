package io.surety.web;

import org.jspecify.annotations.Nullable;

/** Looks behind an exception. */
final class Causes {

  private Causes() {}

  /** The nearest cause of this type, or the failure itself when it is one. */
  static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
