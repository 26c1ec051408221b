package io.surety.runs;

/** The run log cannot be read or written. */
public final class RunLogUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunLogUnavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
