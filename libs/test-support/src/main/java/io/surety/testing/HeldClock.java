package io.surety.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told that time passes; in UTC. */
public final class HeldClock extends Clock {

  private volatile Instant now;

  /** Stands at this moment. */
  public HeldClock(Instant now) {
    this.now = now;
  }

  /** Goes on by so long; for one thread at a time. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
