package io.surety.login;

/** An address of a database that holds, or seems to hold, a user or a password. */
public final class PasswordInAddress extends LoginRefused {

  private static final long serialVersionUID = 1L;

  PasswordInAddress() {
    super(
        "The address of the database holds a user or a password, which lists of processes and logs"
            + " would show: take them out of the address, and give the password in a file.");
  }
}
