package io.surety.web;

import java.io.IOException;

/** As many streams of lines are under way as may be, so that there is room for other requests. */
final class TooManyStreams extends IOException {

  static final String DETAIL =
      "As many streams as this service answers at once are under way. Try again shortly.";

  TooManyStreams() {
    super(DETAIL);
  }
}
