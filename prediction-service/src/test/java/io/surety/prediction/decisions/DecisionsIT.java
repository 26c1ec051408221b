package io.surety.prediction.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.registry.ModelVersion;
import io.surety.testing.HttpProbe;
import io.surety.testing.TestTokens;
import io.surety.web.WireJson;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Decisions over HTTP, on a real registry whose rules are in the database. */
class DecisionsIT {

  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static final TestTokens TOKENS = TestTokens.of("surety-local");
  private static final String OFFICER =
      TOKENS.signed(claims ->
          claims.subject("4711").claim("name", "Risk Officer").claim("scp", "models.approve"));

  @TempDir private static Path folder;
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.2));
    service = registry.start(FEATURES, locked(registry.decisions()));
    http = TestedRegistry.probe(service);
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
    FEATURES.close();
    registry.close();
  }

  @Test
  void whoeverTheTokenSaysDecides() {
    ModelVersion candidate = registry.register(TinyBundle.answering(0.31));
    JsonNode approved = decided(candidate, "approve", "better");
    assertThat(approved.get("stage").stringValue()).isEqualTo("approved");
    assertThat(approved.at("/decisions/0/claimed_by").stringValue())
        .isEqualTo("Risk Officer (4711)");
    assertThat(approved.at("/decisions/0/decided_by").stringValue()).startsWith("approver");
    assertThat(approved.at("/decisions/0/reason").stringValue()).isEqualTo("better");

    assertThat(decided(candidate, "promote", "goes live").at("/aliases/0").stringValue())
        .isEqualTo("champion");
    assertThat(decided(candidate, "rollback", "complaints").get("version").intValue()).isEqualTo(1);
    assertProblem(decide(candidate, "rollback", "again", OFFICER), 409, "decision-overtaken");
    ModelVersion first = new ModelVersion("loan-risk", 1);
    assertThat(decided(first, "withdraw", "no model at all for now").get("aliases")).isEmpty();
    assertProblem(decide(first, "withdraw", "again", OFFICER), 409, "decision-overtaken");
    decided(first, "promote", "as it was");
  }

  @Test
  void peopleSwitchBreakers() {
    ModelVersion before = registry.promote(TinyBundle.answering(0.41));
    ModelVersion champion = registry.promote(TinyBundle.answering(0.42));
    assertProblem(decide(before, "open", "odd", OFFICER), 409, "decision-overtaken");

    JsonNode open = decided(champion, "open", "incomes come in cents");
    assertThat(open.at("/breakers/0/alias").stringValue()).isEqualTo("champion");
    assertThat(open.at("/breakers/0/state").stringValue()).isEqualTo("open");
    assertThat(open.at("/breakers/0/fallback").intValue()).isEqualTo(before.number());
    assertThat(open.at("/breakers/0/policy").stringValue()).isEqualTo("refer");
    JsonNode taken = open.get("decisions").get(open.get("decisions").size() - 1);
    assertThat(taken.get("kind").stringValue()).isEqualTo("opened");
    assertThat(taken.get("claimed_by").stringValue()).isEqualTo("Risk Officer (4711)");
    assertThat(taken.get("automatic").booleanValue()).isFalse();
    assertThat(taken.get("fallback").intValue()).isEqualTo(before.number());
    assertProblem(decide(champion, "open", "again", OFFICER), 409, "decision-overtaken");
    assertProblem(
        http.post(
            "/models/" + champion.number() + "/decisions",
            """
            {"decision": "open", "reason": "odd", "fallback": %d}
            """
                .formatted(champion.number()),
            "Authorization",
            "Bearer " + OFFICER),
        422,
        "decision-refused");

    assertThat(decided(champion, "close", "they come as agreed again").has("breakers")).isFalse();
    assertProblem(decide(champion, "close", "again", OFFICER), 409, "decision-overtaken");
    decided(champion, "rollback", "as it was");
    decided(before, "rollback", "as it was");
  }

  @Test
  void theRulesOfTheRegistryHold() {
    ModelVersion candidate = registry.register(TinyBundle.answering(0.32));
    assertProblem(decide(candidate, "promote", "too soon", OFFICER), 422, "decision-refused");
    decided(candidate, "reject", "worse");
    assertProblem(decide(candidate, "approve", "after all", OFFICER), 409, "decision-overtaken");
    String proposer =
        TOKENS.signed(claims ->
            claims.subject("12").claim("name", " ＴＲainer ").claim("scp", "models.approve"));
    ModelVersion another = registry.register(TinyBundle.answering(0.33));
    HttpResponse<String> own = decide(another, "approve", "mine", proposer);
    assertProblem(own, 422, "decision-refused");
    assertThat(own.body()).contains("proposed by you");
  }

  @Test
  void aBodyCannotSayWhoDecides() {
    HttpResponse<String> answer =
        post("1", "{\"decision\": \"approve\", \"reason\": \"x\", \"by\": \"Ada\"}", OFFICER);
    assertProblem(answer, 400, "malformed-request");
    assertProblem(post("1", "{\"decision\": \"approve\"}", OFFICER), 400, "malformed-request");
    assertProblem(
        post("1", "{\"decision\": \"bless\", \"reason\": \"x\"}", OFFICER),
        400,
        "malformed-request");
    assertProblem(decide("77", "approve", "x", OFFICER), 404, "model-not-found");
    assertProblem(decide("x", "approve", "x", OFFICER), 400, "malformed-request");
  }

  @Test
  void scoringIsNoLeaveToDecide() {
    assertProblem(decide("1", "reject", "x", TOKENS.with("score")), 403, "scope-missing");
    assertProblem(get("/models", TOKENS.with("score")), 403, "scope-missing");
    assertProblem(http.post("/models/1/decisions", "{}"), 401, "unauthenticated");
  }

  @ParameterizedTest
  @EnumSource(DecisionRequest.Verb.class)
  void aProgramDecidesNothingWhateverItsTokenPermits(DecisionRequest.Verb verb) {
    ModelVersion candidate = registry.register(TinyBundle.answering(0.34));
    String before = get("/models/" + candidate.number(), OFFICER).body();
    String program =
        TOKENS.signed(claims ->
            claims
                .subject("4712")
                .claim("azp", "nightly-job")
                .claim("roles", List.of("models.approve")));
    HttpResponse<String> refused = decide(candidate, verb.wireName(), "all green", program);
    assertProblem(refused, 403, "decision-needs-person");
    assertThat(refused.body()).contains("Sign in as a person", "./surety ship approve");
    HttpResponse<String> overriding =
        post(
            Integer.toString(candidate.number()),
            "{\"decision\": \"approve\", \"reason\": \"all green\", \"override\": true}",
            program);
    assertProblem(overriding, 403, "decision-needs-person");
    assertThat(get("/models/" + candidate.number(), program).body())
        .as("nothing is recorded, and a program may read that")
        .isEqualTo(before);
  }

  @Test
  void aPersonMayHaveTheRoleInsteadOfTheScope() {
    ModelVersion candidate = registry.register(TinyBundle.answering(0.35));
    String person =
        TOKENS.signed(claims ->
            claims
                .subject("4713")
                .claim("name", "Ada")
                .claim("azp", "front-end")
                .claim("scp", "access")
                .claim("roles", List.of("models.approve")));
    HttpResponse<String> approved = decide(candidate, "approve", "better", person);
    assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
    assertThat(approved.body()).contains("\"claimed_by\":\"Ada (4713)\"");
  }

  @Test
  void evidenceIsThereToBeRead() {
    JsonNode all = WireJson.mapper().readTree(get("/models", OFFICER).body());
    assertThat(all.at("/0/version").intValue()).isEqualTo(1);
    assertThat(all.at("/0").has("evidence")).isFalse();
    JsonNode one = WireJson.mapper().readTree(get("/models/1", OFFICER).body());
    assertThat(one.get("evidence").isObject()).isTrue();
    assertThat(one.at("/decisions/1/kind").stringValue()).isEqualTo("promoted");
  }

  @Test
  void nobodyDecidesWhereNobodySaysWhoHeIs() {
    assertThatThrownBy(() -> registry.start(FEATURES, registry.decisions()).close())
        .hasStackTraceContaining("nobody could say who decides");
  }

  @Test
  void nothingIsThereUnlessItIsSwitchedOn() {
    try (ConfigurableApplicationContext without = registry.start(FEATURES, locked());
        HttpProbe probe = TestedRegistry.probe(without)) {
      assertProblem(
          probe.get("/models", "Authorization", "Bearer " + OFFICER), 404, "unknown-path");
    }
  }

  private static String[] locked(String... more) {
    return Stream.concat(
            Stream.of(
                "--surety.security.mode=keys",
                "--surety.security.audience=" + TestTokens.AUDIENCE,
                "--surety.security.keys=" + TOKENS.writePublicKeys(folder)),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static JsonNode decided(ModelVersion version, String decision, String reason) {
    HttpResponse<String> answer = decide(version, decision, reason, OFFICER);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return WireJson.mapper().readTree(answer.body());
  }

  private static HttpResponse<String> decide(
      ModelVersion version, String decision, String reason, String token) {
    return decide(Integer.toString(version.number()), decision, reason, token);
  }

  private static HttpResponse<String> decide(
      String version, String decision, String reason, String token) {
    return post(
        version, "{\"decision\": \"%s\", \"reason\": \"%s\"}".formatted(decision, reason), token);
  }

  private static HttpResponse<String> post(String version, String body, String token) {
    return http.post("/models/" + version + "/decisions", body, "Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> get(String path, String token) {
    return http.get(path, "Authorization", "Bearer " + token);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("urn:surety:problem:" + type + "\"");
  }
}
