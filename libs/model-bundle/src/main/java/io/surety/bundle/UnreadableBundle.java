package io.surety.bundle;

/** The bytes are not a bundle that this version can serve; the message says why in a sentence. */
public final class UnreadableBundle extends RuntimeException {

  public UnreadableBundle(String sentence) {
    super(sentence);
  }

  UnreadableBundle(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
