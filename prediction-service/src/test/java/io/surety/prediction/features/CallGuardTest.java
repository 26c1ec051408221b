package io.surety.prediction.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surety.testing.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallGuardTest {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CallGuard guard = new CallGuard(settings(1), meters);
  private final AtomicInteger calls = new AtomicInteger();

  static Stream<IOException> mayBeRepeated() {
    return Stream.of(
        new ConnectException("refused"),
        new SocketException("broken"),
        new UnfitAnswer(500),
        new UnfitAnswer(503));
  }

  static Stream<IOException> isNotRepeated() {
    return Stream.of(
        new SocketTimeoutException("late"),
        new NotLetIn(403),
        new UnfitAnswer(404),
        new UnfitAnswer(429),
        new UnfitAnswer("nonsense", null));
  }

  static Stream<IOException> speaksOfNoTrouble() {
    return Stream.of(
        new NotLetIn(401), new NotLetIn(403), new UnfitAnswer(400), new UnfitAnswer(404));
  }

  @ParameterizedTest
  @MethodSource("mayBeRepeated")
  void makesACallAgainThatFailedAtOnce(IOException failure) throws IOException {
    String answer =
        guard.call(
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw failure;
              }
              return "features";
            },
            inTime());
    assertThat(answer).isEqualTo("features");
    assertThat(meters.get("surety.feature.retries").counter().count()).isOne();
    assertThat(open()).isZero();
  }

  @ParameterizedTest
  @MethodSource("isNotRepeated")
  void makesNoCallAgainThatWouldEndTheSame(IOException failure) {
    assertThatThrownBy(() -> fail(failure, inTime())).isSameAs(failure);
    assertThat(calls.get()).isOne();
  }

  @Test
  void makesNoCallAgainForWhichNoTimeIsLeft() {
    long soon = System.nanoTime() + Duration.ofMillis(10).toNanos();
    assertThatThrownBy(() -> fail(new ConnectException("refused"), soon))
        .isInstanceOf(ConnectException.class);
    assertThat(calls.get()).isOne();
  }

  @Test
  void triesOnceMoreAndNotForEver() {
    assertThatThrownBy(() -> fail(new ConnectException("refused"), inTime()))
        .isInstanceOf(ConnectException.class);
    assertThat(calls.get()).isEqualTo(2);
  }

  @Test
  void leavesAServiceAloneThatKeepsFailingAndFindsItAgainByItself() {
    for (int failed = 0; failed < 4; failed++) {
      assertThatThrownBy(() -> fail(new SocketTimeoutException("late"), inTime()))
          .isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(open()).isOne();
    for (int refused = 0; refused < 100; refused++) {
      assertThatExceptionOfType(NotPermitted.class)
          .isThrownBy(() -> guard.call(() -> "features", inTime()));
    }
    assertThat(calls.get()).isEqualTo(4);
    assertThat(refused("circuit")).isEqualTo(100);

    Eventually.within(
        Duration.ofSeconds(20),
        "the circuit closes",
        () -> {
          try {
            return guard.call(() -> "features", inTime()).equals("features") && open() == 0;
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  @ParameterizedTest
  @MethodSource("speaksOfNoTrouble")
  void doesNotTakeAWrongQuestionForTrouble(IOException failure) {
    for (int failed = 0; failed < 20; failed++) {
      assertThatThrownBy(() -> fail(failure, inTime())).isSameAs(failure);
    }
    assertThat(open()).isZero();
  }

  @Test
  void refusesAtOnceWhenAsManyWaitAsMay() throws Exception {
    CountDownLatch waiting = new CountDownLatch(2);
    CountDownLatch answered = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> both =
          Stream.generate(() ->
                  callers.submit(() ->
                      guard.whileWaiting(() -> {
                        waiting.countDown();
                        try {
                          answered.await();
                        } catch (InterruptedException interrupted) {
                          Thread.currentThread().interrupt();
                        }
                        return "features";
                      })))
              .limit(2)
              .toList();
      waiting.await();
      assertThatExceptionOfType(NotPermitted.class)
          .isThrownBy(() -> guard.whileWaiting(() -> "features"));
      assertThat(refused("bulkhead")).isOne();
      answered.countDown();
      for (Future<String> each : both) {
        assertThat(each.get()).isEqualTo("features");
      }
    }
    assertThat(guard.whileWaiting(() -> "features")).isEqualTo("features");
  }

  private void fail(IOException failure, long end) throws IOException {
    guard.call(
        () -> {
          calls.incrementAndGet();
          throw failure;
        },
        end);
  }

  private static long inTime() {
    return System.nanoTime() + Duration.ofSeconds(20).toNanos();
  }

  private double open() {
    return meters.get("surety.feature.circuit.open").gauge().value();
  }

  private double refused(String by) {
    return meters.get("surety.feature.calls.refused").tag("by", by).counter().count();
  }

  private static FeatureCallSettings settings(int retries) {
    Duration limit = Duration.ofSeconds(2);
    return new FeatureCallSettings(
        URI.create("http://localhost:8081"),
        2,
        limit,
        limit,
        limit,
        limit,
        new FeatureCallSettings.Retry(retries, Duration.ofMillis(20)),
        new FeatureCallSettings.Circuit(Duration.ofSeconds(10), 4, 0.5, PAUSE, 2),
        new FeatureCallSettings.Bulkhead(2, Duration.ZERO),
        FeatureCallSettings.Identity.NONE,
        null);
  }
}
