package io.surety.backup;

/** A file is no backup that this version can restore; the message says why in a sentence. */
public final class UnreadableBackup extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableBackup(String sentence) {
    super(sentence);
  }

  UnreadableBackup(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
