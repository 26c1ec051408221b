package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A service that answers two requests at once, one of them a stream, and waits a second for a
 * request, three for its end, and eight for that of a stream.
 */
class FrontDoorIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static ConfigurableApplicationContext service;
  private static HttpProbe api;
  private static HttpProbe management;

  @BeforeAll
  static void start() {
    service =
        EchoService.start(
            "--surety.http.concurrent-requests=2",
            "--surety.http.header-time=1s",
            "--surety.http.request-time=3s",
            "--surety.http.stream-time=8s",
            "--surety.http.body-time=1s");
    api = new HttpProbe(port("local.server.port"));
    management = new HttpProbe(port("local.management.port"));
  }

  @AfterAll
  static void stop() {
    api.close();
    management.close();
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/actuator/prometheus"
      })
  void whoLooksAfterTheServiceHasAPortOfHisOwn(String path) {
    assertThat(management.get(path).statusCode()).isEqualTo(200);
    assertUnknown(api.get(path));
    assertUnknown(api.get(path.replace("act", "%61ct")));
    assertUnknown(api.get("/swagger-ui/.." + path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/actuator",
        "/actuator/info",
        "/open",
        "/openapi.json",
        "/actuator/health/x"
      })
  void thereIsNothingElse(String path) {
    assertUnknown(management.get(path));
  }

  @Test
  void whoComesWhenItIsFullIsToldToComeAgain() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> first = callers.submit(() -> api.get("/gate"));
      Future<HttpResponse<String>> second = callers.submit(() -> api.get("/gate"));
      awaitUnderWay(2);

      HttpResponse<String> refused = api.get("/open");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(refused.body()).contains("urn:surety:problem:too-many-requests", "/open");
      assertThat(api.get("/other").body()).startsWith("{\"error\":\"As many requests");
      assertThat(api.post("/echo", "{\"id\": 7}").statusCode()).isEqualTo(429);
      assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

      EchoService.GATE.release(2);
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(second.get().statusCode()).isEqualTo(200);
    }
    awaitUnderWay(0);
    assertThat(api.get("/open").statusCode()).isEqualTo(200);
    assertThat(management.get("/actuator/prometheus").body())
        .contains("surety_http_requests_limit 2.0", "surety_http_requests_refused_total");
  }

  @Test
  void whoLeavesMakesRoom() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (Socket socket = connect()) {
        RawHttp.send(socket, "GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
        awaitUnderWay(1);
      }
      EchoService.GATE.release();
      awaitUnderWay(0);
    }
    try (Socket socket = connect()) {
      RawHttp.send(socket, head("Content-Length: 100") + "{\"id\"");
      awaitUnderWay(1);
    }
    awaitUnderWay(0);
    assertThat(api.get("/open").statusCode()).isEqualTo(200);
  }

  @Test
  void headersThatDripAreCutOff() throws IOException {
    try (Socket socket = connect()) {
      RawHttp.send(socket, "GET /open HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      Eventually.within(PATIENCE, "the connection is closed", () -> !RawHttp.drip(socket, "x"));
    }
  }

  @Test
  void aRequestLineThatDripsIsCutOffAtTheOtherPortToo() throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), port("local.management.port"))) {
      RawHttp.send(socket, "GET /");
      // Its time is that of a service that says nothing: ten seconds.
      Eventually.within(
          Duration.ofSeconds(20), "the connection is closed", () -> !RawHttp.drip(socket, "x"));
    }
  }

  @Test
  void aBodyThatDripsIsRefusedAndCutOff() throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      RawHttp.send(socket, head("Content-Length: 1000") + "{\"id\": 7");
      Eventually.within(
          PATIENCE, "an answer", () -> !RawHttp.drip(socket, " ") || isAnswered(socket));
      String answer =
          new String(socket.getInputStream().readNBytes(150), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 408");
      Eventually.within(PATIENCE, "the connection is closed", () -> !RawHttp.drip(socket, "x"));
    }
    awaitUnderWay(0);
  }

  @Test
  void aBodyThatNobodyAsksForIsNotWaitedForLong() throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      RawHttp.send(socket, head("/nowhere", "Content-Length: 1000") + "{\"id\": 7");
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 404").contains("urn:surety:problem:");
    }
    awaitUnderWay(0);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /nowhere, Content-Length: 1000",
    "POST /nowhere, Transfer-Encoding: chunked",
    "OPTIONS *,     Content-Length: 1000"
  })
  void manyWhoseBodiesDoNotComeLeaveRoomForOthers(String request, String length)
      throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        Socket socket = connect();
        silent.add(socket);
        RawHttp.send(socket, request + " HTTP/1.1\r\nHost: x\r\n" + length + "\r\n\r\n5");
      }
      long begun = System.nanoTime();
      awaitUnderWay(0);
      assertThat(api.get("/open").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
    awaitUnderWay(0);
  }

  @Test
  void manyWhoAreRefusedWhileTheyStillSendAreAnswered() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(callers.submit(FrontDoorIT::answerToABodySentAfterIt));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get())
            .startsWith("HTTP/1.1 4")
            .containsIgnoringCase("\r\nConnection: close\r\n")
            .contains("urn:surety:problem:");
      }
    }
  }

  private static String answerToABodySentAfterIt() throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      RawHttp.send(socket, head("/nowhere", "Content-Length: 1000000"));
      Eventually.within(PATIENCE, "an answer", () -> isAnswered(socket));
      RawHttp.send(socket, " ".repeat(1_000_000));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Half a body each, which Tomcat waits for and then gives up; few connections, all in use. */
  @Test
  void whoLeavesInTheMiddleOfABodyTakesNoConnectionAway() throws Exception {
    try (ConfigurableApplicationContext small =
        EchoService.start(
            "--server.tomcat.connection-timeout=1500ms", "--server.tomcat.max-connections=3")) {
      int port = EchoService.port(small, "local.server.port");
      for (int i = 0; i < 4; i++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
          RawHttp.send(socket, head("Content-Length: 1000") + "{\"id\": 7");
          assertThat(socket.getInputStream().readNBytes(12))
              .asString(StandardCharsets.US_ASCII)
              .isEqualTo("HTTP/1.1 408");
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
      }
      try (HttpProbe http = new HttpProbe(port)) {
        assertThat(http.get("/open").statusCode()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/echo"})
  void aChunkThatDripsIsCutOffWhoeverReadsIt(String path) throws IOException {
    try (Socket socket = connect()) {
      RawHttp.send(socket, head(path, "Transfer-Encoding: chunked") + "1;");
      Eventually.within(PATIENCE, "the connection is closed", () -> !RawHttp.drip(socket, "x"));
    }
    awaitUnderWay(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson"})
  void whoTakesNoAnswerIsCutOffWhateverHeSaysThatHeSends(String type) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(1024);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port("local.server.port")));
      RawHttp.send(socket, "GET /large HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\n\r\n");
      awaitUnderWay(1);
      awaitUnderWay(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local.server.port", "local.management.port"})
  void theBodyOfARequestThatTomcatAnswersItselfIsNotWaitedFor(String port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(port))) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      RawHttp.send(socket, "OPTIONS * HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nx");
      long begun = System.nanoTime();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200");
      // Sooner than any request ends that is only watched over.
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      Eventually.within(PATIENCE, "the connection is closed", () -> !RawHttp.drip(socket, "x"));
    }
  }

  @Test
  void aStreamLastsAsLongAsItMoves() throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      RawHttp.send(socket, lines("Content-Length: 50\r\nConnection: close"));
      for (int i = 0; i < 50; i++) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        RawHttp.send(socket, "x");
      }
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("50");
    }
  }

  @Test
  void aStreamEndsAtTheLongestTimeOfOne() throws IOException {
    try (Socket socket = connect()) {
      RawHttp.send(socket, lines("Content-Length: 100000"));
      Eventually.within(
          PATIENCE.plusSeconds(5), "the connection is closed", () -> !RawHttp.drip(socket, "x"));
    }
    awaitUnderWay(0);
  }

  @Test
  void streamsLeaveRoomForOthers() throws IOException {
    for (int round = 0; round < 2; round++) {
      try (Socket first = connect();
          Socket second = connect()) {
        RawHttp.send(first, lines("Content-Length: 100"));
        awaitUnderWay(1);
        second.setSoTimeout((int) PATIENCE.toMillis());
        RawHttp.send(second, lines("Content-Length: 1\r\nConnection: close") + "x");
        assertThat(second.getInputStream().readAllBytes())
            .asString(StandardCharsets.US_ASCII)
            .startsWith("HTTP/1.1 429")
            .contains("Retry-After: 1", "urn:surety:problem:too-many-requests", "streams");
        assertThat(api.get("/open").statusCode()).isEqualTo(200);
      }
      awaitUnderWay(0);
    }
  }

  private static boolean isAnswered(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException closed) {
      return true;
    }
  }

  private static Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port("local.server.port"));
  }

  private static String head(String length) {
    return head("/echo", length);
  }

  private static String lines(String length) {
    return head("/lines", length).replace("application/json", "application/x-ndjson");
  }

  private static String head(String path, String length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + length
        + "\r\n\r\n";
  }

  private static void awaitUnderWay(int count) {
    EchoService.awaitUnderWay(management, count, PATIENCE);
  }

  private static void assertUnknown(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
    assertThat(answer.body()).contains("urn:surety:problem:");
  }

  private static int port(String name) {
    return EchoService.port(service, name);
  }
}
