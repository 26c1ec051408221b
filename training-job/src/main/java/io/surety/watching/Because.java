package io.surety.watching;

/** Why something failed, in one line of a log. */
final class Because {

  private Because() {}

  /** The first line of the deepest cause, without double quotes. */
  static String of(Exception failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return (message == null ? deepest.getClass().getSimpleName() : message)
        .lines()
        .findFirst()
        .orElse("")
        .replace('"', '\'');
  }
}
