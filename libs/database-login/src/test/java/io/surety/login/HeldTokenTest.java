package io.surety.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.testing.Eventually;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HeldTokenTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicInteger issued = new AtomicInteger();
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now.get();
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private AccessToken hourly() {
    return new AccessToken(
        "token-" + issued.incrementAndGet(), now.get(), now.get().plus(Duration.ofHours(1)));
  }

  @Test
  void asksOnceForAnHour() {
    HeldToken token = new HeldToken(this::hourly, clock, LONG, PAUSE);
    assertThat(token.value()).isEqualTo("token-1");
    now.set(NOON.plus(Duration.ofMinutes(54)));
    assertThat(token.value()).isEqualTo("token-1");
    assertThat(issued).hasValue(1);
  }

  @Test
  void asksAgainBeforeItExpiresAndLetsNobodyWaitForThat() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    HeldToken token =
        new HeldToken(
            () -> {
              if (issued.get() > 0) {
                awaitUninterrupted(answer);
              }
              return hourly();
            },
            clock,
            LONG,
            PAUSE);
    assertThat(token.value()).isEqualTo("token-1");

    now.set(NOON.plus(Duration.ofMinutes(56)));
    assertThat(token.value()).isEqualTo("token-1");
    answer.countDown();
    Eventually.within(LONG, "the next token serves", () -> token.value().equals("token-2"));
    assertThat(issued).hasValue(2);
  }

  @Test
  void goesOnWithAGoodTokenWhileNoneIsIssued() {
    HeldToken token =
        new HeldToken(
            () -> {
              if (issued.get() > 0) {
                throw new TokenNotIssued("Not now.");
              }
              return hourly();
            },
            clock,
            LONG,
            PAUSE);
    assertThat(token.value()).isEqualTo("token-1");
    now.set(NOON.plus(Duration.ofMinutes(58)));
    assertThat(token.value()).isEqualTo("token-1");
    now.set(NOON.plus(Duration.ofMinutes(60)));
    assertThatThrownBy(token::value).isInstanceOf(TokenNotIssued.class).hasMessage("Not now.");
  }

  @Test
  void asksOnceForAsManyConnectionsAsComeAtOnce() throws Exception {
    int connections = 200;
    CountDownLatch answer = new CountDownLatch(1);
    HeldToken token =
        new HeldToken(
            () -> {
              awaitUninterrupted(answer);
              return hourly();
            },
            clock,
            LONG,
            PAUSE);
    CountDownLatch begun = new CountDownLatch(connections);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> values = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        values.add(
            threads.submit(() -> {
              begun.countDown();
              return token.value();
            }));
      }
      begun.await();
      answer.countDown();
      for (Future<String> value : values) {
        assertThat(value.get()).isEqualTo("token-1");
      }
    }
    assertThat(issued).hasValue(1);
  }

  @Test
  void waitsNotForEver() {
    CountDownLatch never = new CountDownLatch(1);
    HeldToken token =
        new HeldToken(
            () -> {
              awaitUninterrupted(never);
              return hourly();
            },
            clock,
            Duration.ofMillis(50),
            PAUSE);
    assertThatThrownBy(token::value)
        .isInstanceOf(TokenNotIssued.class)
        .hasMessageContaining("within 50 ms")
        .hasMessageContaining("AZURE_AUTHORITY_HOST");
    never.countDown();
    Eventually.within(LONG, "the late token serves", () -> issued.get() == 1);
  }

  @Test
  void pausesAfterAFailure() {
    AtomicInteger tries = new AtomicInteger();
    HeldToken token =
        new HeldToken(
            () -> {
              tries.incrementAndGet();
              throw new TokenNotIssued("Nobody knows this pod.");
            },
            clock,
            LONG,
            PAUSE);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(token::value).hasMessage("Nobody knows this pod.");
    }
    assertThat(tries).hasValue(1);
    now.set(NOON.plus(PAUSE));
    assertThatThrownBy(token::value).hasMessage("Nobody knows this pod.");
    assertThat(tries).hasValue(2);
  }

  @Test
  void neverShowsAToken() {
    assertThat(hourly().toString()).doesNotContain("token-1");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
