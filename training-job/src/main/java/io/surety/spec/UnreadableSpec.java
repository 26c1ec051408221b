package io.surety.spec;

/** A spec, or an override of it, that cannot be meant; the message is one sentence for a person. */
public final class UnreadableSpec extends RuntimeException {

  UnreadableSpec(String sentence) {
    super(sentence);
  }

  UnreadableSpec(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
