package io.surety.prediction.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.registry.ModelVersion;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Versions beside the champion, through the life of a service. */
class VersionsIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String YOUNG =
      """
      {"inputs": [{"name": "x", "shape": [1, 5], "datatype": "FP64", "data": [1, 2, 33, 4, 1]}]}
      """;

  @Test
  void answersOnlyWhatAPersonApproved() {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry();
        ConfigurableApplicationContext service =
            registry.start(features, "--surety.audit.mode=async");
        HttpProbe http = TestedRegistry.probe(service)) {
      saysThatThereIsNoChampion(http);
      ModelVersion first = registry.approve(TinyBundle.answering(0.2));
      answersAnApprovedVersionWithoutAnyChampion(http, first);
      ModelVersion champion = registry.promote(TinyBundle.answering(0.4));
      Eventually.within(
          PATIENCE, "the champion", () -> http.get("/v2/health/ready").statusCode() == 200);
      assertThat(http.get("/ping").statusCode()).isEqualTo(200);
      assertAnswers(http, "/v2/models/loan-risk", champion, 0.4);
      assertAnswers(http, route(champion), champion, 0.4);
      assertAnswers(http, route(first), first, 0.2);
      refusesCandidatesUntilTheyAreApproved(registry, http);
      refusesADamagedVersion(registry, http);
      assertThat(http.get("/v2/models/loan-risk/versions/1").body())
          .contains("\"versions\":[\"1\",\"2\",\"5\",\"6\"]");
      registry.close();
      goesOnWithWhatIsLoadedWhenTheDatabaseIsGone(http, first, champion);
    }
  }

  private static void saysThatThereIsNoChampion(HttpProbe http) {
    for (String path : new String[] {"/v2/health/ready", "/v2/models/loan-risk", "/ping"}) {
      HttpResponse<String> answer = http.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.body()).contains("No version of loan-risk is champion.");
    }
    assertThat(JSON.readTree(http.get("/health").body()).get("error_code").stringValue())
        .isEqualTo("TEMPORARILY_UNAVAILABLE");
    assertRefused(infer(http, "/v2/models/loan-risk"), 503, "No version of loan-risk is champion.");
    assertThat(http.get("/v2/health/live").statusCode()).isEqualTo(200);
    assertThat(http.get("/v2").statusCode()).isEqualTo(200);
  }

  private static void answersAnApprovedVersionWithoutAnyChampion(
      HttpProbe http, ModelVersion first) {
    assertAnswers(http, route(first), first, 0.2);
    assertThat(http.get(route(first) + "/ready").statusCode()).isEqualTo(200);
  }

  private static void refusesCandidatesUntilTheyAreApproved(
      TestedRegistry registry, HttpProbe http) {
    ModelVersion candidate = registry.register(TinyBundle.answering(0.5));
    assertRefused(infer(http, route(candidate)), 403, candidate + " is a candidate");
    assertRefused(
        http.get(route(candidate)),
        403,
        "'./surety approve " + candidate + " --by NAME --reason TEXT'");
    assertRefused(http.get(route(candidate) + "/ready"), 403, candidate + " is a candidate");
    ModelVersion rejected = registry.register(TinyBundle.answering(0.6));
    registry.reject(rejected);
    assertRefused(infer(http, route(rejected)), 403, rejected + " was rejected");
    ModelVersion approved = registry.register(TinyBundle.answering(0.7));
    assertRefused(infer(http, route(approved)), 403, approved + " is a candidate");
    registry.approve(approved);
    assertAnswers(http, route(approved), approved, 0.7);
    assertRefused(infer(http, "/v2/models/loan-risk/versions/77"), 404, "no version '77'");
    assertRefused(infer(http, "/v2/models/loan-risk/versions/01"), 404, "no version '01'");
  }

  private static void refusesADamagedVersion(TestedRegistry registry, HttpProbe http) {
    ModelVersion damaged = registry.approve("no bundle".getBytes(StandardCharsets.UTF_8));
    for (int again = 0; again < 2; again++) {
      assertRefused(
          infer(http, route(damaged)), 503, "The version " + damaged + " cannot be served");
    }
  }

  private static void goesOnWithWhatIsLoadedWhenTheDatabaseIsGone(
      HttpProbe http, ModelVersion first, ModelVersion champion) {
    Eventually.within(
        Duration.ofSeconds(5),
        "unreadiness",
        () -> http.get("/actuator/health/readiness").statusCode() == 503);
    assertAnswers(http, "/v2/models/loan-risk", champion, 0.4);
    assertAnswers(http, route(first), first, 0.2);
    assertThat(http.get("/v2/health/ready").statusCode()).isEqualTo(200);
    assertThat(http.get("/v2/models/loan-risk").body())
        .contains("\"versions\":[\"1\",\"2\",\"5\"]");
    HttpResponse<String> away = infer(http, "/v2/models/loan-risk/versions/3");
    assertRefused(away, 503, "The database cannot be reached at the moment. Try again shortly.");
    assertThat(away.headers().firstValue("Retry-After")).isPresent();
  }

  private static String route(ModelVersion version) {
    return "/v2/models/loan-risk/versions/" + version.number();
  }

  private static HttpResponse<String> infer(HttpProbe http, String model) {
    return http.post(model + "/infer", YOUNG);
  }

  private static void assertAnswers(
      HttpProbe http, String model, ModelVersion version, double probability) {
    HttpResponse<String> answer = infer(http, model);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).get("model_version").stringValue())
        .isEqualTo(Integer.toString(version.number()));
    assertThat(JSON.readTree(answer.body()).at("/outputs/0/data/0").doubleValue())
        .isBetween(probability - 1e-4, probability + 1e-4);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).propertyNames()).containsExactly("error");
    assertThat(JSON.readTree(answer.body()).get("error").stringValue()).contains(sentence);
  }
}
