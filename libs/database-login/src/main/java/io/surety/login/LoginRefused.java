package io.surety.login;

/** What is said about a login is not safe or not complete; the message says what to change. */
public class LoginRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LoginRefused(String sentence) {
    super(sentence);
  }
}
