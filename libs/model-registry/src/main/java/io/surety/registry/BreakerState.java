package io.surety.registry;

import java.util.Locale;

/** How the breaker of a version stands under an alias. */
public enum BreakerState {
  /** The version answers when the alias points at it. */
  CLOSED,
  /** Another answers instead. */
  OPEN,
  /** Another answers instead, and the version proves itself on a share of requests in shadow. */
  HALF_OPEN;

  /** As the database writes it. */
  static BreakerState of(String written) {
    return valueOf(written.toUpperCase(Locale.ROOT));
  }

  /** As people and wires write it: {@code closed}, {@code open} or {@code half-open}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
