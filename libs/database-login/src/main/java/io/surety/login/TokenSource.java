package io.surety.login;

/** Makes an access token; takes as long as it takes. */
@FunctionalInterface
interface TokenSource {

  /**
   * A new token.
   *
   * @throws TokenNotIssued when there is none to be had
   */
  AccessToken issue();
}
