package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService.Mood;
import io.surety.testing.HttpProbe;
import io.surety.testing.TestTokens;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The service behind a local key pair, and the feature service that it asks. */
class LockedScoringIT {

  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static final TestTokens TOKENS = TestTokens.of("surety-local");
  private static final String USER = "{\"user_id\": 5008806}";

  @TempDir private static Path folder;
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.2));
    service =
        registry.start(
            FEATURES,
            "--surety.security.mode=keys",
            "--surety.security.audience=" + TestTokens.AUDIENCE,
            "--surety.security.keys=" + TOKENS.writePublicKeys(folder));
    http = TestedRegistry.probe(service);
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
    FEATURES.close();
    registry.close();
  }

  @BeforeEach
  void calm() {
    FEATURES.become(Mood.WELL);
  }

  @Test
  void asksForTheScopeToScore() {
    assertProblem(http.post("/score", USER), 401, "unauthenticated");
    assertProblem(score(TestTokens.of("https://elsewhere").with("score")), 401, "unauthenticated");
    assertProblem(score(TOKENS.expired("score", Duration.ofHours(1))), 401, "unauthenticated");
    assertProblem(score(TOKENS.with("features.read")), 403, "scope-missing");
    assertThat(score(TOKENS.with("score")).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesInTheFormOfOtherProtocols() {
    HttpResponse<String> inference = http.post("/v2/models/loan-risk/infer", "{}");
    assertThat(inference.statusCode()).isEqualTo(401);
    assertThat(inference.body()).startsWith("{\"error\":\"Send a token");
    HttpResponse<String> invocation =
        http.post("/invocations", "{}", "Authorization", bearer(TOKENS.with("other")));
    assertThat(invocation.statusCode()).isEqualTo(403);
    assertThat(invocation.body()).startsWith("{\"error_code\":\"PERMISSION_DENIED\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/health/live",
        "/v2/health/ready",
        "/ping",
        "/health",
        "/openapi.json",
        "/actuator/health/readiness"
      })
  void lookingWhetherItAnswersNeedsNoToken(String path) {
    assertThat(http.get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/version", "/v2", "/v2/models/loan-risk", "/models", "/nowhere"})
  void everythingElseDoes(String path) {
    assertThat(http.get(path).statusCode()).isEqualTo(401);
  }

  @Test
  void asksForFeaturesAsTheCaller() {
    String token = TOKENS.with("score features.read");
    assertThat(score(token).statusCode()).isEqualTo(200);
    assertThat(FEATURES.calls())
        .extracting(FakeFeatureService.Call::authorization)
        .containsExactly(bearer(token));
  }

  @Test
  void saysWhenTheCallerMayNotReadFeatures() {
    FEATURES.become(Mood.FORBIDDING);
    HttpResponse<String> forbidden = score(TOKENS.with("score"));
    assertProblem(forbidden, 403, "features-forbidden");
    assertThat(forbidden.body()).contains("features.read");
    FEATURES.become(Mood.ASKING_FOR_A_TOKEN);
    assertProblem(score(TOKENS.with("score")), 403, "features-forbidden");
    assertThat(FEATURES.calls()).as("is not tried again").hasSize(1);
  }

  private static HttpResponse<String> score(String token) {
    return http.post("/score", USER, "Authorization", bearer(token));
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("urn:surety:problem:" + type + "\"");
  }
}
