package io.surety.web;

import java.io.IOException;
import java.time.Duration;

/** The body of a request did not end in time. */
final class BodyTooSlow extends IOException {

  private final Duration limit;

  BodyTooSlow(Duration limit) {
    this.limit = limit;
  }

  String detail() {
    return "The body of a request comes within " + limit.toMillis() + " ms.";
  }

  @Override
  public String getMessage() {
    return detail();
  }
}
