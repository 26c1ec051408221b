package io.surety.web;

import java.io.IOException;

/** The service is busy with as many large bodies as it holds at once. */
public final class TooManyBodies extends IOException {

  static final String DETAIL =
      "The service is busy with as many large bodies as it holds at once. Try again shortly, or send smaller ones.";

  /** Is answered with 503, and when to try again. */
  public TooManyBodies() {
    super(DETAIL);
  }
}
