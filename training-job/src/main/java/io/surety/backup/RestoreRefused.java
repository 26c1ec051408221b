package io.surety.backup;

/** The database does not take the backup; the message says why, and nothing was changed. */
public final class RestoreRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RestoreRefused(String sentences) {
    super(sentences);
  }
}
