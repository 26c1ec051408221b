package io.surety.login;

/** There is no access token for the database; the message says why, and what to look at. */
final class TokenNotIssued extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TokenNotIssued(String sentence) {
    super(sentence);
  }

  TokenNotIssued(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
