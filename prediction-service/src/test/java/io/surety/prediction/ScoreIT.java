package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService.Mood;
import io.surety.testing.ExampleFile;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with a champion, and a feature service that behaves or does not. */
class ScoreIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final String YOUNG =
      """
      {"features": {"nb_previous_loans": 15, "avg_amount_loans_previous": 128.9, "age": 33,
       "years_on_the_job": null, "flag_own_car": true}}
      """;

  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.4));
    service = registry.start(FEATURES);
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
  void behave() {
    FEATURES.become(Mood.WELL);
  }

  @Test
  void scoresAUser() {
    JsonNode answer = scored("{\"user_id\": 5008806}");
    assertThat(answer.propertyNames())
        .containsExactly(
            "prediction_id",
            "user_id",
            "as_of",
            "probability",
            "decision",
            "score",
            "reasons",
            "features",
            "model");
    assertThat(UUID.fromString(answer.get("prediction_id").stringValue()).version()).isEqualTo(7);
    assertThat(answer.get("user_id").longValue()).isEqualTo(5008806);
    assertThat(answer.get("as_of").stringValue()).isEqualTo("2022-03-08");
    assertThat(answer.get("probability").doubleValue()).isBetween(0.1999, 0.2001);
    assertThat(answer.get("decision").stringValue()).isEqualTo("refer");
    assertThat(answer.get("score").intValue()).isEqualTo(527);
    assertThat(answer.get("features"))
        .isEqualTo(
            JSON.readTree(
                """
                {"nb_previous_loans": 29, "avg_amount_loans_previous": 136.4468640135, "age": 59,
                 "years_on_the_job": 3, "flag_own_car": 1}
                """));
    assertThat(answer.get("model"))
        .isEqualTo(JSON.readTree("{\"name\": \"loan-risk\", \"version\": 1}"));
  }

  @Test
  void passesDateAndBasisOn() {
    JsonNode answer =
        scored("{\"user_id\": 5008806, \"as_of\": \"2021-12-27\", \"basis\": \"next_loan\"}");
    assertThat(answer.get("as_of").stringValue()).isEqualTo("2021-12-27");
    assertThat(FEATURES.calls().getFirst().body())
        .contains("\"as_of\":\"2021-12-27\"", "\"basis\":\"next_loan\"");
  }

  @Test
  void scoresFeaturesThatComeAlongWithoutAskingAnybody() {
    JsonNode answer = scored(YOUNG);
    assertThat(answer.get("user_id").isNull()).isTrue();
    assertThat(answer.get("as_of").isNull()).isTrue();
    assertThat(answer.get("probability").doubleValue()).isBetween(0.3999, 0.4001);
    assertThat(answer.at("/features/flag_own_car").intValue()).isOne();
    assertThat(answer.at("/features/years_on_the_job").isNull()).isTrue();
    assertThat(FEATURES.calls()).isEmpty();
  }

  @Test
  void answersItsExamplesAsTheyWereWrittenDownWhenTheModelWasTrained() {
    JsonNode examples = JSON.readTree(http.get("/score/examples").body());
    assertThat(examples.at("/model")).isEqualTo(scored(YOUNG).at("/model"));
    assertThat(examples.get("examples")).isNotEmpty();
    for (JsonNode example : examples.get("examples")) {
      JsonNode answer = scored("{\"features\": %s}".formatted(example.get("features")));
      assertThat(answer.get("probability")).isEqualTo(example.get("probability"));
      assertThat(answer.get("decision")).isEqualTo(example.get("decision"));
    }
  }

  @Test
  void scoresAnArrayInOrderWithOneCall() {
    JsonNode answers =
        scored(
            "[{\"user_id\": 5008812}, "
                + YOUNG
                + ", {\"user_id\": 9}, {\"user_id\": 7}, {\"user_id\": 5008812}]");
    assertThat(answers.size()).isEqualTo(5);
    assertThat(answers.at("/0/user_id").longValue()).isEqualTo(5008812);
    assertThat(answers.at("/1/features/age").intValue()).isEqualTo(33);
    assertThat(answers.at("/2/type").stringValue()).isEqualTo("urn:surety:problem:user-not-found");
    assertThat(answers.at("/2/index").intValue()).isEqualTo(2);
    assertThat(answers.at("/2/status").intValue()).isEqualTo(404);
    assertThat(answers.at("/3/type").stringValue())
        .isEqualTo("urn:surety:problem:user-not-scorable");
    assertThat(answers.at("/3/detail").stringValue()).contains("age");
    assertThat(answers.at("/4/probability")).isEqualTo(answers.at("/0/probability"));
    assertThat(answers.at("/4/prediction_id")).isNotEqualTo(answers.at("/0/prediction_id"));
    assertThat(FEATURES.calls()).hasSize(1);
    assertThat(scored("[]")).isEqualTo(JSON.readTree("[]"));
  }

  @Test
  void refusesASingleUserThatIsUnknownOrNotScorable() {
    assertRefused(score("{\"user_id\": 9}"), 404, "user-not-found");
    assertRefused(score("{\"user_id\": 7}"), 422, "user-not-scorable");
  }

  @Test
  void refusesWhatIsMalformedWithFieldAndItemNamed() {
    HttpResponse<String> wrong =
        score("[{\"user_id\": 1}, {\"features\": {\"age\": \"old\", \"agee\": 1}}]");
    assertRefused(wrong, 400, "malformed-request");
    JsonNode problem = JSON.readTree(wrong.body());
    assertThat(problem.get("index").intValue()).isEqualTo(1);
    assertThat(problem.get("errors").valueStream().map(each -> each.get("field").stringValue()))
        .contains("[1].features.age", "[1].features.agee", "[1].features.flag_own_car");
    HttpResponse<String> twice = score("[{}, {\"features\": {\"age\": 1, \"age\": 2}}]");
    assertRefused(twice, 400, "malformed-request");
    assertThat(JSON.readTree(twice.body()).at("/errors/0/field").stringValue())
        .isEqualTo("[1].features.age");
    assertRefused(score("{\"user_id\": "), 400, "malformed-request");
    assertThat(FEATURES.calls()).isEmpty();
    assertRefused(http.get("/score"), 405, "method-not-allowed");
    assertRefused(http.get("/scores"), 404, "unknown-path");
    assertRefused(score("[" + " ".repeat(1_100_000) + "]"), 413, "body-too-large");
  }

  @Test
  void asksToComeBackWhenTheFeatureServiceIsNotWell() {
    for (Mood mood : new Mood[] {Mood.FAILING, Mood.STALLING, Mood.ANSWERING_NONSENSE}) {
      FEATURES.become(mood);
      HttpResponse<String> answer = score("[{\"user_id\": 5008806}, " + YOUNG + "]");
      assertRefused(answer, 503, "features-unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).contains("2");
      assertThat(answer.body()).doesNotContain("secret", "127.0.0.1", "Exception");
      scored(YOUNG);
    }
    FEATURES.become(Mood.SERVING_ANOTHER_AGE);
    assertRefused(score("{\"user_id\": 5008806}"), 503, "feature-definitions-differ");
    FEATURES.become(Mood.SERVING_ONE_FEATURE_MORE);
    scored("{\"user_id\": 5008806}");
  }

  @Test
  void explainsAsMuchAsIsAskedFor() {
    JsonNode told = scored(YOUNG);
    assertThat(told.at("/reasons/0/feature").stringValue()).isEqualTo("age");
    assertThat(told.at("/reasons/0/text").stringValue()).isNotBlank();
    assertThat(told.has("explanation")).isFalse();
    assertThat(asked("?explain=reasons", YOUNG).get("reasons")).isEqualTo(told.get("reasons"));
    JsonNode full = asked("?explain=full", YOUNG);
    assertThat(full.get("reasons")).isEqualTo(told.get("reasons"));
    assertThat(full.at("/explanation/contributions").propertyNames())
        .containsExactlyElementsOf(full.get("features").propertyNames());
    assertThat(full.at("/explanation/contributions/age"))
        .isEqualTo(full.at("/reasons/0/contribution"));
    double margin =
        full.at("/explanation/contributions")
            .valueStream()
            .mapToDouble(JsonNode::doubleValue)
            .reduce(full.at("/explanation/base_value").doubleValue(), Double::sum);
    assertThat(1 / (1 + Math.exp(-margin))).isBetween(0.3999, 0.4001);
    assertThat(full.propertyNames())
        .containsExactlyElementsOf(
            JSON
                .readTree(http.get("/openapi.json").body())
                .at("/components/schemas/ScoreAnswer/properties")
                .propertyNames()
                .stream()
                .filter(name -> !Set.of("detail", "stale").contains(name))
                .toList());
    JsonNode none = asked("?explain=none", YOUNG);
    assertThat(none.has("reasons") || none.has("explanation")).isFalse();
    assertThat(none.get("probability")).isEqualTo(told.get("probability"));
  }

  @Test
  void refusesToExplainOtherwise() {
    for (String query : new String[] {"?explain=most", "?explain=", "?explain=none&explain=none"}) {
      HttpResponse<String> refused = http.post("/score" + query, YOUNG);
      assertRefused(refused, 400, "malformed-request");
      assertThat(JSON.readTree(refused.body()).at("/errors/0/field").stringValue())
          .isEqualTo("explain");
    }
  }

  @Test
  void carriesTheTraceOfItsCallerOn() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    http.post(
        "/score", "{\"user_id\": 5008806}", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
    assertThat(FEATURES.calls().getFirst().traceparent())
        .matches("00-" + trace + "-[0-9a-f]{16}-01")
        .doesNotContain("00f067aa0ba902b7");
  }

  @Test
  void measuresDecisionsScoresAndFeatureCalls() {
    scored(YOUNG);
    scored("{\"user_id\": 5008806}");
    assertThat(http.get("/actuator/prometheus").body())
        .contains(
            "surety_decisions_total{decision=\"refer\"}",
            "surety_decisions_total{decision=\"approve\"} 0.0",
            "surety_score_bucket{le=\"0.15\"} 0",
            "surety_champion_info{model=\"loan-risk\",version=\"1\"} 1",
            "surety_champion_serving 1",
            "surety_feature_calls_seconds_bucket{error=\"none\",outcome=\"answered\",le=\"0.5\"}",
            "surety_feature_calls_seconds_count{error=\"none\",outcome=\"answered\"}",
            "http_server_requests_seconds_count{",
            "uri=\"/score\"");
  }

  @Test
  void exportsWhatRulesAndDashboardsAskFor() {
    scored("{\"user_id\": 5008806}");
    assertThat(http.get("/actuator/prometheus").body())
        .contains(ExampleFile.read("metrics/prediction-service.txt").lines().toList())
        .containsPattern("http_server_requests_seconds_bucket\\{.*uri=\"/score\".*le=\"0.25\"");
  }

  @Test
  void servesItsContractWithAPageToTryIt() {
    JsonNode contract = JSON.readTree(http.get("/openapi.json").body());
    assertThat(contract.at("/paths").propertyNames())
        .contains("/score", "/v2/models/{model}/infer", "/invocations");
    assertThat(contract.at("/components/schemas/Inputs/patternProperties/^.+$").toString())
        .contains("#/components/schemas/InputValue");
    assertThat(http.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
  }

  private static JsonNode asked(String query, String body) {
    HttpResponse<String> answer = http.post("/score" + query, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode scored(String body) {
    HttpResponse<String> answer = score(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> score(String body) {
    return http.post("/score", body);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body()).get("type").stringValue())
        .isEqualTo("urn:surety:problem:" + type);
  }
}
