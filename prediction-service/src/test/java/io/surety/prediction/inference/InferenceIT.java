package io.surety.prediction.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The protocol in JSON, asked of a model with an input of every type. */
class InferenceIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final String INFER = "/v2/models/loan-risk/infer";
  private static final String TWO_ROWS =
      """
      {"name": "loans", "shape": [2], "datatype": "INT64", "data": [1, 4]},
      {"name": "amount", "shape": [2, 1], "datatype": "FP64", "data": [[250.5], [null]]},
      {"name": "job", "shape": [2], "datatype": "BYTES", "data": ["Érables", null]},
      {"name": "car", "shape": [2], "datatype": "BOOL", "data": [true, false]}
      """;

  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.ofEveryType());
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
  void tellsOfTheServerAndItsModel() {
    JsonNode server = JSON.readTree(http.get("/v2").body());
    assertThat(server.get("name").stringValue()).isEqualTo("surety");
    assertThat(server.get("version").stringValue()).isNotBlank();
    assertThat(server.get("extensions")).isEqualTo(JSON.readTree("[\"binary_tensor_data\"]"));
    assertThat(http.get("/v2/").body()).isEqualTo(http.get("/v2").body());
    assertThat(http.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
    assertThat(http.get("/v2/health/ready").body()).isEqualTo("{\"live\":true,\"ready\":true}");
    assertThat(http.get("/v2/models").body()).isEqualTo("{\"models\":[\"loan-risk\"]}");
    assertThat(http.get("/v2/models/loan-risk/ready").body())
        .isEqualTo("{\"name\":\"loan-risk\",\"ready\":true}");
    assertThat(JSON.readTree(http.get("/v2/models/loan-risk").body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"name": "loan-risk", "versions": ["1"], "platform": "xgboost_ubj",
                 "inputs": [
                   {"name": "loans", "datatype": "INT64", "shape": [-1]},
                   {"name": "amount", "datatype": "FP64", "shape": [-1]},
                   {"name": "job", "datatype": "BYTES", "shape": [-1]},
                   {"name": "car", "datatype": "BOOL", "shape": [-1]}],
                 "outputs": [
                   {"name": "probability", "datatype": "FP64", "shape": [-1]},
                   {"name": "decision", "datatype": "BYTES", "shape": [-1]},
                   {"name": "score", "datatype": "INT64", "shape": [-1]},
                   {"name": "contributions", "datatype": "FP64", "shape": [-1, 4]},
                   {"name": "base_value", "datatype": "FP64", "shape": [-1]},
                   {"name": "reasons", "datatype": "BYTES", "shape": [-1, 4]},
                   {"name": "prediction_id", "datatype": "BYTES", "shape": [-1]}]}
                """));
  }

  @Test
  void answersProbabilityDecisionAndScoreOfEachRow() {
    JsonNode answer = inferred("{\"id\": \"42\", \"inputs\": [" + TWO_ROWS + "]}");
    assertThat(answer.propertyNames())
        .containsExactly("model_name", "model_version", "id", "outputs");
    assertThat(answer.get("model_version").stringValue()).isEqualTo("1");
    assertThat(answer.get("id").stringValue()).isEqualTo("42");
    assertThat(answer.get("outputs").valueStream().map(each -> each.get("name").stringValue()))
        .containsExactly("probability", "decision", "score");
    JsonNode scored =
        JSON.readTree(
            http.post(
                    "/score",
                    """
                    [{"features": {"loans": 1, "amount": 250.5, "job": "Érables", "car": true}},
                     {"features": {"loans": 4, "amount": null, "car": 0}}]
                    """)
                .body());
    for (int row = 0; row < 2; row++) {
      for (String output : new String[] {"probability", "decision", "score"}) {
        assertThat(data(answer, output).get(row)).isEqualTo(scored.get(row).get(output));
      }
    }
  }

  @Test
  void explainsWhenAskedTo() {
    JsonNode answer =
        inferred(
            """
            {"inputs": [%s], "outputs": [{"name": "contributions"}, {"name": "reasons"},
             {"name": "base_value"}, {"name": "prediction_id"}, {"name": "probability"}]}
            """
                .formatted(TWO_ROWS));
    assertThat(answer.at("/outputs/0/shape").toString()).isEqualTo("[2,4]");
    assertThat(answer.at("/outputs/1/shape").toString()).isEqualTo("[2,4]");
    assertThat(answer.at("/outputs/2/shape").toString()).isEqualTo("[2]");
    for (int row = 0; row < 2; row++) {
      double margin = data(answer, "base_value").get(row).doubleValue();
      for (int column = 0; column < 4; column++) {
        margin += data(answer, "contributions").get(4 * row + column).doubleValue();
      }
      assertThat(1 / (1 + Math.exp(-margin)))
          .isCloseTo(
              data(answer, "probability").get(row).doubleValue(),
              org.assertj.core.data.Offset.offset(1e-6));
      assertThat(UUID.fromString(data(answer, "prediction_id").get(row).stringValue()).version())
          .isEqualTo(7);
    }
    assertThat(data(answer, "reasons").valueStream().map(JsonNode::stringValue))
        .hasSize(8)
        .first()
        .isEqualTo("what \"amount\" says, in words");
  }

  @Test
  void takesOneMatrixInTheOrderOfTheSchema() {
    JsonNode expected = inferred("{\"inputs\": [" + TWO_ROWS + "]}").get("outputs");
    for (String data :
        new String[] {
          "[\"1\", \"250.5\", \"Érables\", \"1\", \"4\", \"\", \"\", \"0\"]",
          "[[\"1\", \"250.5\", \"Érables\", \"true\"], [\"4\", null, \"\", \"false\"]]"
        }) {
      assertThat(
              inferred(
                      """
                      {"inputs": [{"name": "x", "shape": [2, 4], "datatype": "BYTES", "data": %s}]}
                      """
                          .formatted(data))
                  .get("outputs"))
          .isEqualTo(expected);
    }
  }

  @Test
  void takesAliasesAndLeavesOutWhatMayBeMissing() {
    JsonNode answer =
        inferred(
            """
            {"inputs": [
              {"datatype": "UINT8", "data": [0, 1, 0], "shape": [3], "name": "car"},
              {"name": "nb", "shape": [3], "datatype": "FP32", "data": [1.0, 4, 2e0]}]}
            """);
    assertThat(data(answer, "probability").size()).isEqualTo(3);
  }

  @Test
  void readsAFloat32AsOneAndNoMissingValueOutOfAnInfinity() {
    String amount =
        """
        {"inputs": [
          {"name": "loans", "shape": [1], "datatype": "INT8", "data": [1]},
          {"name": "amount", "shape": [1], "datatype": "%s", "data": [%s]},
          {"name": "car", "shape": [1], "datatype": "INT32", "data": [0]}]}
        """;
    assertThat(data(inferred(amount.formatted("FP32", "100.50000001")), "probability"))
        .isEqualTo(data(inferred(amount.formatted("FP64", "100.5")), "probability"));
    assertThat(data(inferred(amount.formatted("FP32", "NaN")), "probability"))
        .isEqualTo(data(inferred(amount.formatted("FP32", "null")), "probability"));
    assertRefused(
        infer(amount.formatted("FP32", "1e39")),
        400,
        "[0].amount: amount must be a finite number, but is Infinity.");
  }

  @Test
  void answersAnEmptyBatch() {
    JsonNode answer =
        inferred(
            "{\"inputs\": [{\"name\": \"x\", \"shape\": [0, 4], \"datatype\": \"FP32\","
                + " \"data\": []}]}");
    assertThat(data(answer, "probability").size()).isZero();
    assertThat(answer.at("/outputs/0/shape").toString()).isEqualTo("[0]");
  }

  @Test
  void passesOverParametersThatAreForOtherServers() {
    assertThat(
            infer(
                    """
                    {"inputs": [%s], "parameters": {"priority": 1, "timeout": 5, "more": {"a": [1]}},
                     "model_name": "loan-risk", "model_version": "1"}
                    """
                        .formatted(TWO_ROWS))
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/models/other",
        "/v2/models/other/ready",
        "/v2/models/loan-risk/versions/7",
        "/v2/models/loan-risk/versions/latest/ready",
        "/v2/models/loan-risk/config",
        "/v2/models/loan-risk/stats",
        "/v2/nothing"
      })
  void saysWhatIsNotThere(String path) {
    HttpResponse<String> answer = http.get(path);
    assertRefused(answer, 404, "There is no");
  }

  @Test
  void refusesTheWrongMethodMediaTypeAndEncoding() {
    assertRefused(http.get(INFER), 405, "This path takes POST, not 'GET'.");
    assertRefused(http.post("/v2/models/loan-risk", "{}"), 405, "This path takes GET");
    assertRefused(
        http.send(
            http.request(INFER, "Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build()),
        415,
        "application/json or application/octet-stream");
    assertRefused(
        http.post(INFER, "{}", "Content-Encoding", "gzip"), 415, "without the encoding 'gzip'");
  }

  @Test
  void takesMoreThanOtherPathsAndRefusesTooMuch() {
    int rows = 40_000;
    String numbers = "1,".repeat(rows - 1) + "1";
    String padded =
        """
        {"inputs": [
          {"name": "loans", "shape": [%d], "datatype": "INT64", "data": [%s]},
          {"name": "car", "shape": [%d], "datatype": "INT64", "data": [%s]}]}%s
        """
            .formatted(rows, numbers, rows, numbers, " ".repeat(1_000_000));
    assertThat(data(inferred(padded), "probability").size()).isEqualTo(rows);
    assertRefused(infer("[" + " ".repeat(8_400_000) + "]"), 413, "at most 8388608 bytes");
  }

  @Test
  void countsItsDecisions() {
    double before = decisions();
    inferred("{\"inputs\": [" + TWO_ROWS + "]}");
    assertThat(decisions() - before).isEqualTo(2);
  }

  private static double decisions() {
    return http.get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("surety_decisions_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static JsonNode inferred(String body) {
    HttpResponse<String> answer = infer(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> infer(String body) {
    return http.post(INFER, body);
  }

  private static JsonNode data(JsonNode answer, String output) {
    return answer
        .get("outputs")
        .valueStream()
        .filter(each -> each.get("name").stringValue().equals(output))
        .map(each -> each.get("data"))
        .findFirst()
        .orElseThrow();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode refusal = JSON.readTree(answer.body());
    assertThat(refusal.propertyNames()).containsExactly("error");
    assertThat(refusal.get("error").stringValue()).contains(sentence);
  }
}
