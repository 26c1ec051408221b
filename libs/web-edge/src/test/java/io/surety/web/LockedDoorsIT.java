package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.Eventually;
import io.surety.testing.FakeIssuer;
import io.surety.testing.HttpProbe;
import io.surety.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Tokens through real HTTP, of a fake issuer and of a local key pair. */
class LockedDoorsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final FakeIssuer ISSUER = new FakeIssuer();
  private static final TestTokens TOKENS = ISSUER.tokens();
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;

  @BeforeAll
  static void start() {
    service = locked(ISSUER);
    http = new HttpProbe(EchoService.port(service, "local.server.port"));
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
    ISSUER.close();
  }

  @Test
  void aTokenWithTheScopeComesIn() {
    assertThat(echo(TOKENS.with("other echo")).statusCode()).isEqualTo(200);
    assertThat(echo(TOKENS.signed(claims -> claims.claim("scope", "echo"))).statusCode())
        .isEqualTo(200);
    assertThat(echo(TOKENS.signed(claims -> claims.claim("roles", List.of("echo")))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTokenOfAnotherIssuerIsRefused() {
    assertUnauthenticated(
        echo(TestTokens.of("https://elsewhere").with("echo")), "The token is of another issuer.");
    assertUnauthenticated(
        echo(TestTokens.of(TOKENS.issuer()).with("echo")),
        "The token is not one that was signed for this service.");
  }

  @Test
  void anExpiredTokenIsRefused() {
    assertUnauthenticated(
        echo(TOKENS.expired("echo", Duration.ofMinutes(1))), "The token has expired.");
    assertThat(echo(TOKENS.expired("echo", Duration.ofSeconds(5))).statusCode())
        .as("clocks differ by seconds")
        .isEqualTo(200);
    assertUnauthenticated(
        echo(TOKENS.signed(claims -> claims.expirationTime(null))), "does not say when it expires");
  }

  @Test
  void aTokenWithoutTheScopeIsForbidden() {
    HttpResponse<String> answer = echo(TOKENS.with("score"));
    assertProblem(answer, 403, "scope-missing", "The token lacks the scope echo.");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"surety\", error=\"insufficient_scope\", scope=\"echo\"");
    assertProblem(echo(TOKENS.signed(claims -> claims)), 403, "scope-missing", "echo");
  }

  @Test
  void aTokenForAnotherAudienceOrALaterTimeIsRefused() {
    assertUnauthenticated(
        echo(TOKENS.signed(claims -> claims.audience("api://" + TestTokens.AUDIENCE))),
        "another audience");
    Date later = Date.from(Instant.now().plusSeconds(90));
    assertUnauthenticated(
        echo(TOKENS.signed(claims -> claims.notBeforeTime(later))), "not valid yet");
  }

  @Test
  void noTokenIsAskedForOne() {
    HttpResponse<String> answer = http.post("/echo", "{\"id\": 7}");
    assertProblem(answer, 401, "unauthenticated", "Send a token");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"surety\"");
    assertProblem(http.get("/nowhere"), 401, "unauthenticated", "Send a token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b.c", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.", "%%%"})
  void whatIsNoTokenIsRefused(String token) {
    HttpResponse<String> answer = echo(token);
    assertProblem(answer, 401, "unauthenticated", "The token is");
    assertThat(answer.body()).doesNotContain("Exception", "nimbus", "JWT");
  }

  @Test
  void anotherProtocolIsRefusedInItsForm() {
    HttpResponse<String> answer = http.get("/other");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).startsWith("{\"error\":\"Send a token");
  }

  @Test
  void someoneIsWhoHisTokenSays() {
    String named =
        TOKENS.signed(
            claims -> claims.subject("4711").claim("name", "Ada").claim("scp", "special"));
    assertThat(get("/special", named).body()).isEqualTo("Ada (4711)");
    assertProblem(get("/special", TOKENS.with("echo")), 403, "scope-missing", "special");
    assertProblem(get("/%73pecial", TOKENS.with("echo")), 403, "scope-missing", "special");
  }

  @Test
  void whatIsOpenNeedsNoToken() {
    assertThat(http.get("/open").body()).isEqualTo("somebody");
    assertThat(http.get("/openapi.json").statusCode()).isEqualTo(200);
    assertThat(http.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
    assertThat(http.get("/open", "Authorization", "Bearer a.b.c").statusCode()).isEqualTo(401);
  }

  /** Its time is ten seconds, less than that of others; their minute would be too long to wait. */
  @Test
  void whatIsOpenHasLittleTime() throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(1024);
      socket.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), EchoService.port(service, "local.server.port")));
      RawHttp.send(socket, "GET /open-large HTTP/1.1\r\nHost: x\r\n\r\n");
      awaitUnderWay(1);
      awaitUnderWay(0);
    }
  }

  @Test
  void aStreamEndsWithItsToken() throws IOException {
    // Clocks may differ by thirty seconds.
    String token = TOKENS.expired("echo", Duration.ofSeconds(20));
    try (Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(), EchoService.port(service, "local.server.port"))) {
      socket.setTcpNoDelay(true);
      RawHttp.send(
          socket,
          "POST /lines HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
              + "Content-Length: 1000000\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n");
      awaitUnderWay(1);
      Eventually.within(
          PATIENCE,
          "the connection is closed",
          () -> {
            try {
              RawHttp.send(socket, "x");
              return false;
            } catch (IOException closed) {
              return true;
            }
          });
    }
    awaitUnderWay(0);
  }

  @Test
  void probesNeedNoToken() {
    try (HttpProbe management = new HttpProbe(EchoService.port(service, "local.management.port"))) {
      assertThat(management.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void keysAreFetchedOnceAndKeptThroughAnOutage() {
    echo(TOKENS.with("echo"));
    int before = ISSUER.asked();
    ISSUER.stall();
    try {
      for (int i = 0; i < 20; i++) {
        int each = i;
        String token = TOKENS.signed(claims -> claims.claim("scp", "echo").jwtID("id" + each));
        assertThat(echo(token).statusCode()).isEqualTo(200);
      }
      assertThat(ISSUER.asked()).isEqualTo(before);
    } finally {
      ISSUER.recover();
    }
  }

  @Test
  void aStalledIssuerIsNoFaultOfTheCaller() {
    try (FakeIssuer stalled = new FakeIssuer();
        ConfigurableApplicationContext behind = locked(stalled);
        HttpProbe probe = new HttpProbe(EchoService.port(behind, "local.server.port"))) {
      stalled.stall();
      String[] token = {"Authorization", "Bearer " + stalled.tokens().with("echo")};
      for (int i = 0; i < 4; i++) {
        HttpResponse<String> answer = probe.post("/echo", "{\"id\": 7}", token);
        assertProblem(answer, 503, "issuer-unavailable", "Try again shortly");
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
      }
      assertThat(stalled.asked()).as("tries while it stalls").isLessThanOrEqualTo(2);
      assertThat(probe.get("/open").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aLocalKeyPairIsAsGood(@TempDir Path folder) {
    TestTokens local = TestTokens.onACurve("surety-local");
    try (ConfigurableApplicationContext behind =
            EchoService.start(
                "--surety.security.mode=keys",
                "--surety.security.audience=" + TestTokens.AUDIENCE,
                "--surety.security.keys=" + local.writePublicKeys(folder));
        HttpProbe probe = new HttpProbe(EchoService.port(behind, "local.server.port"))) {
      assertThat(probe.get("/special", "Authorization", "Bearer " + local.with("special")).body())
          .isEqualTo("tester");
      assertUnauthenticated(
          probe.get("/special", "Authorization", "Bearer " + TOKENS.with("special")),
          "another issuer");
    }
  }

  private static void awaitUnderWay(int count) {
    try (HttpProbe management = new HttpProbe(EchoService.port(service, "local.management.port"))) {
      EchoService.awaitUnderWay(management, count, PATIENCE);
    }
  }

  private static ConfigurableApplicationContext locked(FakeIssuer issuer) {
    return EchoService.start(
        "--surety.security.mode=issuer",
        "--surety.security.issuer=" + issuer.tokens().issuer(),
        "--surety.security.audience=" + TestTokens.AUDIENCE);
  }

  private static HttpResponse<String> echo(String token) {
    return http.post("/echo", "{\"id\": 7}", "Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> get(String path, String token) {
    return http.get(path, "Authorization", "Bearer " + token);
  }

  private static void assertUnauthenticated(HttpResponse<String> answer, String sentence) {
    assertProblem(answer, 401, "unauthenticated", sentence);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer realm=\"surety\", error=\"invalid_token\"");
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String type, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("urn:surety:problem:" + type, sentence);
  }
}
