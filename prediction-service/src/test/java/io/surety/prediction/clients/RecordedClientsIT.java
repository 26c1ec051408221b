package io.surety.prediction.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what clients have sent, byte for byte. The requests under {@code exchanges} were recorded
 * while the scripts under {@code clients} ran; all of them ask about the same two rows.
 */
class RecordedClientsIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final String TRITON = "tritonclient-2.73.0/";
  private static final String KSERVE = "kserve-0.21.0/";
  private static final String MLFLOW = "mlflow-3.17.2/";

  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static List<Object> probabilities;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.4));
    service = registry.start(FEATURES);
    try (HttpProbe http = TestedRegistry.probe(service)) {
      JsonNode scored =
          JSON.readTree(
              http.post("/score", "[[15, 128.9, 33, 3, 1], [0, null, 59, null, false]]").body());
      probabilities =
          List.of(
              scored.at("/0/probability").doubleValue(), scored.at("/1/probability").doubleValue());
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    FEATURES.close();
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRITON + "columns-binary",
        TRITON + "columns-json",
        TRITON + "matrix-fp32",
        TRITON + "matrix-fp64-explained",
        KSERVE + "matrix-binary",
        KSERVE + "matrix-json"
      })
  void answersInferenceAsScoreDoes(String exchange) {
    RawAnswer answer = answered(exchange);
    assertThat(Tensors.of(answer))
        .containsEntry("probability", probabilities)
        .containsEntry("decision", List.of("refer", "refer"));
  }

  @Test
  void answersInTheEncodingThatEachClientAskedFor() {
    assertThat(answered(TRITON + "columns-binary").jsonLength()).isPresent();
    assertThat(answered(TRITON + "columns-binary").headers())
        .containsEntry("content-type", "application/octet-stream");
    assertThat(answered(KSERVE + "matrix-binary").jsonLength()).isPresent();
    assertThat(answered(TRITON + "columns-json").jsonLength()).isEmpty();
    assertThat(answered(TRITON + "columns-json").headers())
        .containsEntry("content-type", "application/json");
    assertThat(answered(KSERVE + "matrix-json").jsonLength()).isEmpty();
  }

  @Test
  void givesTheIdBack() {
    assertThat(JSON.readTree(answered(TRITON + "columns-json").text()).get("id").stringValue())
        .isEqualTo("42");
    assertThat(JSON.readTree(answered(KSERVE + "matrix-binary").text()).get("id").stringValue())
        .isEqualTo("7");
  }

  /** That client accepts gzip; an answer need not be compressed (RFC 9110, 12.5.3). */
  @Test
  void explainsToTriton() {
    RawAnswer answer = answered(TRITON + "matrix-fp64-explained");
    assertThat(answer.headers()).doesNotContainKey("content-encoding");
    Map<String, List<Object>> outputs = Tensors.of(answer);
    assertThat(outputs.keySet())
        .containsExactly(
            "probability", "decision", "contributions", "base_value", "reasons", "prediction_id");
    assertThat(outputs.get("contributions")).hasSize(10);
    assertThat(outputs.get("base_value")).hasSize(2);
    assertThat(outputs.get("reasons")).hasSize(8).startsWith("age", "", "", "", "");
  }

  @Test
  void refusesInTheFormThatTritonAndKserveRead() {
    assertError(TRITON + "three-columns", 400, "[0]: A row has 3 values, but the model has");
    assertError(TRITON + "compressed", 415, "send it without the encoding 'gzip'");
    assertError(TRITON + "version-77", 404, "There is no version '77' of loan-risk");
    assertError(TRITON + "other-model-ready", 404, "There is no model 'other' here");
    assertError(KSERVE + "no-inputs", 400, "inputs: At least one input is required.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"frame", "array", "columns", "records", "instances", "csv"})
  void answersMlflowAsScoreDoes(String exchange) {
    JsonNode answer = JSON.readTree(answered(MLFLOW + exchange).text());
    assertThat(answer.propertyNames()).containsExactly("predictions");
    assertThat(answer.get("predictions").valueStream().map(JsonNode::doubleValue))
        .containsExactlyElementsOf(probabilities.stream().map(Double.class::cast).toList());
  }

  @Test
  void tellsMlflowMoreWhenItsParametersAskForIt() {
    JsonNode answer = JSON.readTree(answered(MLFLOW + "frame-with-outputs").text());
    assertThat(answer.at("/predictions/0"))
        .isEqualTo(
            JSON.readTree(
                "{\"probability\": %s, \"decision\": \"refer\"}"
                    .formatted(probabilities.getFirst())));
  }

  @Test
  void isAliveToMlflow() {
    assertThat(answered(MLFLOW + "ping").text()).isEqualTo("\n");
    assertThat(answered(MLFLOW + "version").text()).matches("[0-9]+\\.[0-9]+\\..*");
  }

  @Test
  void refusesInTheFormThatMlflowReads() {
    RawAnswer answer = replay(MLFLOW + "frame-without-age");
    assertThat(answer.status()).isEqualTo(400);
    JsonNode refusal = JSON.readTree(answer.text());
    assertThat(refusal.propertyNames()).containsExactly("error_code", "message");
    assertThat(refusal.get("error_code").stringValue()).isEqualTo("BAD_REQUEST");
    assertThat(refusal.get("message").stringValue())
        .isEqualTo(
            "dataframe_split.columns.age: age is missing, and the model does not score without it.");
  }

  private static void assertError(String exchange, int status, String sentence) {
    RawAnswer answer = replay(exchange);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    JsonNode refusal = JSON.readTree(answer.text());
    assertThat(refusal.propertyNames()).containsExactly("error");
    assertThat(refusal.get("error").stringValue()).contains(sentence);
  }

  private static RawAnswer answered(String exchange) {
    RawAnswer answer = replay(exchange);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static RawAnswer replay(String exchange) {
    try (InputStream request =
        RecordedClientsIT.class.getResourceAsStream("/exchanges/" + exchange + ".http")) {
      return RawAnswer.to(
          Objects.requireNonNull(request, exchange).readAllBytes(), TestedRegistry.port(service));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(exchange, unreadable);
    }
  }
}
