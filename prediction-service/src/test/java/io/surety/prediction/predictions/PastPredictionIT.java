package io.surety.prediction.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.Substitute;
import io.surety.runs.RunLog;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PastPredictionIT {

  private static final JsonMapper JSON = WireJson.mapper();
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

  @Test
  void explainsADecisionThatAnEarlierChampionMade() {
    JsonNode answer = score("{\"user_id\": 5008806}", "/score?explain=full");
    registry.promote(TinyBundle.answering(0.45));

    JsonNode past = past(answer.get("prediction_id").stringValue());

    assertThat(past.get("prediction_id")).isEqualTo(answer.get("prediction_id"));
    assertThat(past.get("user_id").longValue()).isEqualTo(5008806);
    for (String same :
        new String[] {
          "as_of", "probability", "decision", "score", "reasons", "features", "model"
        }) {
      assertThat(past.get(same)).as(same).isEqualTo(answer.get(same));
    }
    assertThat(past.get("explanation")).isEqualTo(answer.get("explanation"));
    assertThat(past.at("/scored_again/outcome").stringValue()).isEqualTo("same");
    assertThat(past.get("role").stringValue()).isEqualTo("champion");
    assertThat(past.get("erased").booleanValue()).isFalse();
    assertThat(past.get("made_at").stringValue()).endsWith("Z");
  }

  @Test
  void namesForWhomAFallbackAnsweredAndThatThePolicyDid() {
    ModelVersion first = registry.promote(TinyBundle.answering(0.2));
    ModelVersion second = registry.promote(TinyBundle.answering(0.3));
    registry.open(second, Alias.CHAMPION, Substitute.standby());
    JsonNode byFallback = whenAnsweredBy(first);
    registry.open(second, Alias.CHAMPION, new Substitute.Policy(PolicyAnswer.REFER));
    JsonNode byPolicy = whenAnsweredBy(second);
    registry.close(second, Alias.CHAMPION);

    JsonNode past = past(byFallback.get("prediction_id").stringValue());

    assertThat(past.get("role").stringValue()).isEqualTo("fallback");
    assertThat(past.at("/model/fallback_for").intValue()).isEqualTo(second.number());
    assertThat(past.get("model")).isEqualTo(byFallback.get("model"));
    JsonNode decided = past(byPolicy.get("prediction_id").stringValue());
    assertThat(decided.get("role").stringValue()).isEqualTo("policy");
    assertThat(decided.at("/model/answered_by").stringValue()).isEqualTo("policy");
    assertThat(decided.get("model")).isEqualTo(byPolicy.get("model"));
  }

  @Test
  void namesForWhomTheFallbackOfABatchScored() throws SQLException {
    ModelVersion first = registry.promote(TinyBundle.answering(0.25));
    ModelVersion second = registry.promote(TinyBundle.answering(0.35));
    RunLog runs = new RunLog(registry.owner());
    runs.agree("score-batch", "by fallback", Map.of("fallback_for", second.toString()));
    runs.agree("score-batch", "calm", Map.of("model", second.toString()));

    JsonNode byFallback = past(batched(first, "score-batch by fallback"));
    JsonNode calm = past(batched(second, "score-batch calm"));

    assertThat(byFallback.get("role").stringValue()).isEqualTo("batch");
    assertThat(byFallback.at("/model/version").intValue()).isEqualTo(first.number());
    assertThat(byFallback.at("/model/fallback_for").intValue()).isEqualTo(second.number());
    assertThat(calm.get("model").has("fallback_for")).isFalse();
  }

  /** Logs a prediction of a batch as the batch would. */
  private static String batched(ModelVersion version, String caller) throws SQLException {
    JsonNode answer = score("{\"user_id\": 5008806}", "/score");
    LoggedPrediction online =
        registry
            .predictions()
            .find(UUID.fromString(answer.get("prediction_id").stringValue()))
            .orElseThrow();
    UUID id =
        UUID.fromString(answer.get("prediction_id").stringValue().replaceFirst("....$", "0000"));
    LogRows rows = LogRows.of(1);
    rows.add(
        new LoggedPrediction(
            id,
            online.user(),
            online.lookup(),
            version,
            AnswerRole.BATCH,
            online.scored(),
            online.decision(),
            null,
            caller,
            null,
            null));
    try (Connection connection = registry.owner().getConnection()) {
      LogWriter.write(connection, List.of(rows));
    }
    return id.toString();
  }

  private static JsonNode whenAnsweredBy(ModelVersion version) {
    AtomicReference<JsonNode> last = new AtomicReference<>();
    Eventually.within(
        Duration.ofSeconds(20),
        version + " answers for another, or the policy for it",
        () -> {
          JsonNode answer = score("{\"user_id\": 5008806}", "/score");
          last.set(answer);
          return answer.at("/model/version").intValue() == version.number()
              && answer.get("model").size() == 3;
        });
    return last.get();
  }

  @Test
  void saysThatAPersonWasErased() {
    JsonNode answer = score("{\"user_id\": 5008804}", "/score");
    registry.execute("SELECT prediction_log.erase(5008804, 'Risk Officer', 'The person asked.')");

    JsonNode past = past(answer.get("prediction_id").stringValue());

    assertThat(past.get("erased").booleanValue()).isTrue();
    assertThat(past.get("decision")).isEqualTo(answer.get("decision"));
    for (String gone : new String[] {"user_id", "probability", "features", "reasons", "score"}) {
      assertThat(past.get(gone).isNull()).as(gone).isTrue();
    }
    assertThat(past.at("/scored_again/outcome").stringValue()).isEqualTo("impossible");
  }

  @Test
  void knowsNothingOfOtherIds() {
    HttpResponse<String> unknown = http.get("/predictions/019ca8d7-2d7b-7000-8000-000000000024");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("urn:surety:problem:prediction-not-found");
    for (String noId :
        new String[] {"1", "x", "9b2c1f6e-0d4b-4c53-9d6a-2f1c5f0f7a11", "0-0-7000-8000-1"}) {
      assertThat(http.get("/predictions/" + noId).statusCode()).as(noId).isEqualTo(400);
    }
  }

  private static JsonNode score(String body, String path) {
    HttpResponse<String> answer = http.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode past(String id) {
    HttpResponse<String> past = http.get("/predictions/" + id);
    assertThat(past.statusCode()).as(past.body()).isEqualTo(200);
    return JSON.readTree(past.body());
  }
}
