package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Basis;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The feature service says when the newest loans were loaded that it takes into account. */
class StaleFeaturesIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final String USER = "{\"user_id\": 5008806}";
  private static final String ROW =
      """
      {"features": {"nb_previous_loans": 15, "avg_amount_loans_previous": 128.9, "age": 33,
       "years_on_the_job": null, "flag_own_car": true}}
      """;

  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;

  @BeforeAll
  static void promote() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.4));
  }

  @AfterAll
  static void close() {
    FEATURES.close();
    registry.close();
  }

  @Test
  void saysThatFeaturesAreOlderThanIsAllowed() {
    withService(
        http -> {
          JsonNode answer = JSON.readTree(http.post("/score", USER).body());
          assertThat(answer.get("stale"))
              .isEqualTo(
                  JSON.readTree(
                      "{\"known_at\": \"2022-03-07T01:30:12.345678Z\", \"allowed\": \"PT26H\"}"));
          assertThat(answer.get("decision").stringValue()).isEqualTo("refer");
          assertThat(http.post("/score", ROW).body()).doesNotContain("stale");
        },
        "--surety.scoring.stale-after=26h");
  }

  @Test
  void refusesThemWhereThatIsThePolicyAndScoresWhatComesAlong() {
    withService(
        http -> {
          HttpResponse<String> refused = http.post("/score", USER);
          assertThat(refused.statusCode()).isEqualTo(503);
          assertThat(JSON.readTree(refused.body()).get("type").stringValue())
              .isEqualTo("urn:surety:problem:features-stale");
          assertThat(JSON.readTree(refused.body()).get("detail").stringValue())
              .isEqualTo(
                  "User 5008806 is not scored: the newest loans that its features take into account were loaded at 2022-03-07T01:30:12.345678Z, longer ago than PT26H.");
          JsonNode several =
              JSON.readTree(http.post("/score", "[%s,%s]".formatted(USER, ROW)).body());
          assertThat(several.at("/0/status").intValue()).isEqualTo(503);
          assertThat(several.at("/1/decision").stringValue()).isNotBlank();
        },
        "--surety.scoring.stale-after=26h",
        "--surety.scoring.stale-features=refuse");
  }

  @Test
  void saysNothingOfFeaturesThatAreFreshOrMayBeOfAnyAge() {
    Duration since = Duration.between(FakeFeatureService.KNOWN_AT, Instant.now(Clock.systemUTC()));
    withService(
        http -> assertThat(http.post("/score", USER).body()).doesNotContain("stale"),
        "--surety.scoring.stale-after=" + since.plusHours(1));
    withService(http -> assertThat(http.post("/score", USER).body()).doesNotContain("stale"));
  }

  @Test
  void logsHowTheFeaturesWereLookedUp() {
    withService(http -> {
      String id =
          JSON.readTree(
                  http.post("/score", "{\"user_id\": 5008806, \"basis\": \"next_loan\"}").body())
              .get("prediction_id")
              .stringValue();
      assertThat(registry.predictions().find(UUID.fromString(id)).orElseThrow().lookup())
          .isEqualTo(
              new Lookup(FakeFeatureService.TODAY, Basis.LATEST_LOAN, FakeFeatureService.KNOWN_AT));
    });
  }

  private interface Checking {
    void with(HttpProbe http);
  }

  private static void withService(Checking checking, String... settings) {
    try (ConfigurableApplicationContext service = registry.start(FEATURES, settings);
        HttpProbe http = TestedRegistry.probe(service)) {
      checking.with(http);
    }
  }
}
