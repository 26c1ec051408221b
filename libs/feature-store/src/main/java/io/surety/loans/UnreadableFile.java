package io.surety.loans;

/** A file cannot be read as a file of loans; the message is a sentence that names it. */
final class UnreadableFile extends Exception {

  UnreadableFile(String message) {
    super(message);
  }

  UnreadableFile(String message, Throwable cause) {
    super(message, cause);
  }
}
