package io.surety.prediction.features;

import java.io.IOException;

/** No call was made, so that the feature service or this one is spared. */
final class NotPermitted extends IOException {

  NotPermitted(String sentence) {
    super(sentence);
  }

  /** It happens thousands of times a second, and where it happens is known. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
