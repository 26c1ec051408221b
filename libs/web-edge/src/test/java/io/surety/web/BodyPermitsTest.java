package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class BodyPermitsTest {

  private static final long LIMIT = 1_000_000;

  private final BodyPermits permits = new BodyPermits(1);

  @Test
  void countsABodyByItsPartOfTheLimit() throws Exception {
    assertThat(permits.acquire(250_000, LIMIT)).isEqualTo(250);
    assertThat(permits.acquire(500_001, LIMIT)).isEqualTo(501);
  }

  @Test
  void refusesOneThatDoesNotFitUntilAnotherIsGone() throws Exception {
    int held = permits.acquire(600_000, LIMIT);
    assertThatExceptionOfType(TooManyBodies.class)
        .isThrownBy(() -> permits.acquire(600_000, LIMIT));
    permits.release(held);
    assertThat(permits.acquire(600_000, LIMIT)).isEqualTo(600);
  }

  @Test
  void alwaysAdmitsSmallBodies() throws Exception {
    permits.acquire(LIMIT, LIMIT);
    assertThat(permits.acquire(16_384, LIMIT)).isZero();
    assertThat(permits.acquire(-1, LIMIT)).isZero();
  }
}
