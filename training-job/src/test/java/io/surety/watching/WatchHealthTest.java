package io.surety.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.HeldClock;
import io.surety.watch.Evaluator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchHealthTest {

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMinutes(7);

  private final HeldClock clock = new HeldClock(Instant.parse("2026-02-03T04:05:06Z"));
  private final WatchHealth health = new WatchHealth(clock, EVERY);

  @Test
  void isAliveFromTheBeginningAndReadyWhenItReachedTheDatabase() {
    assertThat(health.isAlive()).isTrue();
    assertThat(health.isReady()).isFalse();
    health.standsBy();
    assertThat(health.isReady()).isTrue();
  }

  @Test
  void isNotReadyButAliveWhileItFailsAndTriesAgain() {
    health.leading(true);
    for (int minute = 0; minute < 30; minute++) {
      health.failed(new IllegalStateException("the database is away"));
      assertThat(health.isAlive()).isTrue();
      assertThat(health.isReady()).isFalse();
      clock.pass(Duration.ofMinutes(1));
    }
    health.looked(new Evaluator.Looks(List.of(), List.of()), Duration.ofMillis(3));
    assertThat(health.isReady()).isTrue();
  }

  @Test
  void isDeadWhenItHoldsItsOfficeAndDoesNothingAnyMore() {
    health.leading(true);
    clock.pass(PATIENCE);
    assertThat(health.isAlive()).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(health.isAlive()).isFalse();
    assertThat(health.isReady()).isFalse();
  }
}
