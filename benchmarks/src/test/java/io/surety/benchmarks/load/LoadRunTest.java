package io.surety.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadRunTest {

  private static final double MICROS = 1e3;
  private static final Duration HALF_SECOND = Duration.ofMillis(500);
  private static final String BUSY =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy";

  @TempDir Path folder;
  private Path requests;

  @BeforeEach
  void writeRequests() throws IOException {
    requests = folder.resolve("requests");
    new RequestPool(
            List.of(
                RequestPool.post(
                    "/score", "application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8)),
                RequestPool.get("/features/1")))
        .write(requests);
  }

  @Test
  void measuresALatencyThatIsKnown() throws IOException {
    try (TinyServer server =
        TinyServer.start(_ -> {
          pause(Duration.ofMillis(20));
          return TinyServer.ok("{}");
        })) {
      LoadOutcome seen = LoadRun.of(closed(server, 1));

      assertThat(seen.p50()).isBetween(20 * MICROS, 60 * MICROS);
      assertThat(seen.perSecond()).isBetween(5.0, 50.0);
    }
  }

  @Test
  void openLoopSeesAPauseThatTheClosedLoopOmits() throws IOException {
    try (TinyServer one = TinyServer.start(pausingOnce());
        TinyServer other = TinyServer.start(pausingOnce())) {
      LoadOutcome closed = LoadRun.of(withoutSettling(one, new Pace.Closed()));
      LoadOutcome open =
          LoadRun.of(withoutSettling(other, new Pace.Open(400, Pace.Gaps.CONSTANT, 1)));

      assertThat(closed.max()).isGreaterThan(300 * MICROS);
      assertThat(closed.p90()).as("the closed loop does not see it").isLessThan(100 * MICROS);
      assertThat(open.p90()).as("the open loop sees it").isGreaterThan(200 * MICROS);
    }
  }

  /** Answers at once, but stands still from 100 ms to 500 ms after the first request. */
  private static TinyServer.Answering pausingOnce() {
    AtomicLong first = new AtomicLong();
    return number -> {
      long now = System.nanoTime();
      first.compareAndSet(0, now);
      long since = now - first.get();
      if (since > millis(100) && since < millis(500)) {
        pause(Duration.ofNanos(millis(500) - since));
      }
      return TinyServer.ok("{}");
    };
  }

  @Test
  void openLoopSendsAsManyAsArrive() throws IOException {
    try (TinyServer server = TinyServer.start(_ -> TinyServer.ok("{}"))) {
      LoadOutcome seen =
          LoadRun.of(withoutSettling(server, new Pace.Open(200, Pace.Gaps.CONSTANT, 1)));

      assertThat(seen.answers()).isBetween(198L, 200L);
      assertThat(server.asked()).isEqualTo((int) seen.all());
    }
  }

  @Test
  void countsAnAnswerThatTakesLongerThanTheRound() throws IOException {
    try (TinyServer server =
        TinyServer.start(_ -> {
          pause(Duration.ofMillis(800));
          return TinyServer.ok("{}");
        })) {
      LoadOutcome seen = LoadRun.of(withoutSettling(server, HALF_SECOND, new Pace.Closed()));

      assertThat(seen.answers()).isEqualTo(4);
      assertThat(seen.seconds()).isGreaterThanOrEqualTo(0.8);
    }
  }

  @Test
  void keepsItsConnections() throws IOException {
    try (TinyServer server = TinyServer.start(_ -> TinyServer.ok("{}"))) {
      LoadOutcome seen = LoadRun.of(closed(server, 4));

      assertThat(seen.all()).isGreaterThan(20);
      assertThat(server.connections()).isEqualTo(4);
    }
  }

  @Test
  void readsChunkedAndSizedBodiesByTurns() throws IOException {
    String chunked =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{\"a\"\r\n3;x=y\r\n:1}\r\n0\r\n\r\n";
    try (TinyServer server =
        TinyServer.start(number -> number % 2 == 0 ? chunked : TinyServer.ok("{\"a\":1}"))) {
      LoadOutcome seen = LoadRun.of(closed(server, 2));

      assertThat(seen.answers()).isGreaterThan(10);
    }
  }

  @Test
  void connectsAgainWhenTheServerSaysThatItCloses() throws IOException {
    String closing = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
    try (TinyServer server = TinyServer.start(_ -> closing)) {
      LoadOutcome seen = LoadRun.of(closed(server, 1));

      assertThat(seen.all()).isGreaterThan(2);
      assertThat(server.connections()).isGreaterThanOrEqualTo((int) seen.all());
    }
  }

  @Test
  void failsWithTheBodyOfAnAnswerThatIsNoSuccess() throws IOException {
    String failed = "HTTP/1.1 500 No\r\nContent-Length: 16\r\n\r\nsomething\r\nbroke";
    try (TinyServer server =
        TinyServer.start(number -> number == 20 ? failed : TinyServer.ok("{}"))) {
      assertThatThrownBy(() -> LoadRun.of(closed(server, 2)))
          .isInstanceOf(LoadFailed.class)
          .hasMessageContaining("answered 500: something broke");
    }
  }

  @Test
  void takesRefusalsOfAServerThatIsToBecomeWarm() throws IOException {
    try (TinyServer server = TinyServer.start(number -> number < 5 ? BUSY : TinyServer.ok("{}"))) {
      LoadOutcome seen = LoadRun.of(closed(server, 2).toWarmUp());

      assertThat(seen.refused()).isEqualTo(5);
      assertThat(seen.all()).isGreaterThan(5);
      assertThat(seen.answers()).isPositive();
    }
  }

  @Test
  void failsWhenAServerRefusesThatIsMeasured() throws IOException {
    try (TinyServer server =
        TinyServer.start(number -> number == 20 ? BUSY : TinyServer.ok("{}"))) {
      assertThatThrownBy(() -> LoadRun.of(closed(server, 2)))
          .isInstanceOf(LoadFailed.class)
          .hasMessageContaining("answered 503: busy");
    }
  }

  @Test
  void takesNoOtherFailureOfAServerThatIsToBecomeWarm() throws IOException {
    String failed = "HTTP/1.1 500 No\r\nContent-Length: 5\r\n\r\nbroke";
    try (TinyServer server = TinyServer.start(_ -> failed)) {
      assertThatThrownBy(() -> LoadRun.of(closed(server, 2).toWarmUp()))
          .isInstanceOf(LoadFailed.class)
          .hasMessageContaining("answered 500: broke");
    }
  }

  @Test
  void failsWhenTheServerHangs() throws IOException {
    try (TinyServer server = TinyServer.start(number -> number < 5 ? TinyServer.ok("{}") : "")) {
      assertThatThrownBy(() -> LoadRun.of(closed(server, 2).withPatience(Duration.ofMillis(300))))
          .isInstanceOf(LoadFailed.class)
          .hasMessageContaining("did not answer within 300 ms");
    }
  }

  @Test
  void failsWhenTheServerClosesInTheMiddle() throws IOException {
    String half = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 20\r\n\r\n{}";
    try (TinyServer server = TinyServer.start(_ -> half)) {
      assertThatThrownBy(() -> LoadRun.of(closed(server, 2)))
          .isInstanceOf(LoadFailed.class)
          .hasMessageContaining("closed a connection before it had answered");
    }
  }

  @Test
  void failsWhenTheServerCannotKeepUp() throws IOException {
    try (TinyServer server =
        TinyServer.start(_ -> {
          pause(Duration.ofMillis(50));
          return TinyServer.ok("{}");
        })) {
      LoadPlan plan =
          LoadPlan.closed(requests, server.port(), 1, Duration.ofSeconds(2))
              .open(new Pace.Open(200, Pace.Gaps.POISSON, 1))
              .withPatience(Duration.ofMillis(400));
      assertThatThrownBy(() -> LoadRun.of(plan))
          .isInstanceOf(LoadFailed.class)
          .hasMessageContaining("cannot keep up");
    }
  }

  @Test
  void failsWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> LoadRun.of(LoadPlan.closed(requests, port, 1, HALF_SECOND)))
        .isInstanceOf(LoadFailed.class)
        .hasMessageContaining("takes no connection");
  }

  private LoadPlan closed(TinyServer server, int connections) {
    return LoadPlan.closed(requests, server.port(), connections, HALF_SECOND);
  }

  private LoadPlan withoutSettling(TinyServer server, Pace pace) {
    return withoutSettling(server, Duration.ofSeconds(1), pace);
  }

  private LoadPlan withoutSettling(TinyServer server, Duration measured, Pace pace) {
    return new LoadPlan(
        requests, server.port(), 4, Duration.ZERO, measured, Duration.ofSeconds(10), pace, false);
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
