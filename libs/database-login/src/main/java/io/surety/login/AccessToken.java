package io.surety.login;

import java.time.Duration;
import java.time.Instant;

/** A token, good for a while; it is never shown. */
record AccessToken(String value, Instant made, Instant expires) {

  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Duration UNDER_WAY = Duration.ofSeconds(30);

  /** True when there is no need yet for another. */
  boolean freshAt(Instant now) {
    return now.isBefore(expires.minus(least(AHEAD, 2)));
  }

  /** True when it is still good when it arrives. */
  boolean usableAt(Instant now) {
    return now.isBefore(expires.minus(least(UNDER_WAY, 10)));
  }

  private Duration least(Duration usual, int part) {
    Duration share = Duration.between(made, expires).dividedBy(part);
    return share.compareTo(usual) < 0 ? share : usual;
  }

  @Override
  public String toString() {
    return "AccessToken[expires=" + expires + "]";
  }
}
