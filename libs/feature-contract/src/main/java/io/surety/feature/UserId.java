package io.surety.feature;

/** Names a user of the loan book. */
public record UserId(long value) {

  /** Refuses numbers that no user can have. */
  public UserId {
    if (value < 0) {
      throw new IllegalArgumentException(
          "A user id is not negative, but this one is " + value + ".");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
