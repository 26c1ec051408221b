package io.surety.forest;

/** The bytes are not a forest that this version can score; the message says why in a sentence. */
public final class UnreadableForest extends RuntimeException {

  public UnreadableForest(String sentence) {
    super(sentence);
  }
}
