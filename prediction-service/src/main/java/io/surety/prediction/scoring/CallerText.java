package io.surety.prediction.scoring;

import io.surety.web.tokens.Caller;

/** Who asked, in one line that a table takes. */
final class CallerText {

  private static final int MOST_CHARACTERS = 200;

  private CallerText() {}

  /** Without control characters, and not longer than a line. */
  static String of(Caller caller) {
    String described = caller.described();
    StringBuilder text = new StringBuilder(described.length());
    described
        .codePoints()
        .limit(MOST_CHARACTERS)
        .filter(each -> !Character.isISOControl(each))
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
