package io.surety.prediction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.ModelBundle;
import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.Rescoring;
import io.surety.predictionlog.Rescoring.Proof;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever protocol a row came by, the log has its exact answer when the answer is there. */
class LoggedProtocolsIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final byte[] BUNDLE = TinyBundle.ofEveryType();
  private static final String FIRST =
      "{\"features\": {\"loans\": 1, \"amount\": 250.5, \"job\": \"Érables\", \"car\": 1}}";
  private static final String ROWS = "[[1, 250.5, \"Érables\", 1], [4, null, null, 0]]";
  private static final double[] SECOND = {4, Double.NaN, Double.NaN, 0};

  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(BUNDLE);
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
  void logsAnItemWithItsReasonsAsTheyWereAnswered() {
    String answer = http.post("/score", FIRST).body();

    LoggedPrediction logged = requireLogged(JSON.readTree(answer), AnswerRole.CHAMPION);

    assertThat(answer).contains("\"reasons\":" + logged.reasonsJson());
    assertThat(logged.user()).isNull();
    assertThat(logged.asOf()).isNull();
    assertThat(logged.caller()).isNull();
    assertThat(logged.latencyMicros()).isBetween(1, 20_000_000);
    assertThat(inputs(logged)).startsWith(1, 250.5).endsWith(1);
  }

  @Test
  void logsNoReasonsWhereNoneWereAsked() {
    JsonNode answer =
        JSON.readTree(
            http.post("/score?explain=none", "{\"features\": {\"loans\": 4, \"car\": 0}}").body());

    LoggedPrediction logged = requireLogged(answer, AnswerRole.CHAMPION);

    assertThat(logged.reasonsJson()).isNull();
    assertThat(inputs(logged)).containsExactly(SECOND);
  }

  @Test
  void logsEachItemOfAnArray() {
    JsonNode answers = JSON.readTree(http.post("/score", ROWS).body());

    assertThat(answers).hasSize(2);
    answers.forEach(answer -> requireLogged(answer, AnswerRole.CHAMPION));
  }

  @Test
  void logsEachRowOfALargeFileInPieces() {
    StringBuilder csv = new StringBuilder("loans,amount,job,car\n");
    IntStream.range(0, 990).forEach(row -> csv.append(row).append(",1.5,,1\n"));

    String answer = send("/score", "text/csv", csv.toString()).body();

    List<String> lines = answer.lines().toList();
    assertThat(lines).hasSize(991);
    List<UUID> ids =
        lines.stream().skip(1).map(line -> UUID.fromString(line.split(",", -1)[0])).toList();
    List<LoggedPrediction> logged =
        registry.logged().stream().filter(each -> ids.contains(each.id())).toList();
    assertThat(logged).hasSize(990).allMatch(each -> prove(each) instanceof Proof.Same);
    assertThat(logged)
        .extracting(each -> inputs(each)[0])
        .isEqualTo(IntStream.range(0, 990).mapToObj(row -> (double) row).toList());
  }

  @Test
  void logsEachLineOfAStream() {
    HttpResponse<String> answer =
        send(
            "/score",
            "application/x-ndjson",
            FIRST + "\nno JSON\n{\"features\": {\"loans\": 4, \"car\": 0}}\n");

    List<JsonNode> lines = answer.body().lines().map(line -> JSON.readTree(line)).toList();
    assertThat(lines).hasSize(3);
    requireLogged(lines.get(0), AnswerRole.CHAMPION);
    assertThat(lines.get(1).get("status").intValue()).isEqualTo(400);
    requireLogged(lines.get(2), AnswerRole.CHAMPION);
  }

  @Test
  void logsWhatIsInferred() {
    JsonNode answer = infer("/v2/models/loan-risk/infer");
    LoggedPrediction logged = requireInferred(answer, AnswerRole.CHAMPION);
    assertThat(logged.reasonsJson()).startsWith("[");

    requireInferred(infer("/v2/models/loan-risk/versions/1/infer"), AnswerRole.NAMED);
  }

  private static JsonNode infer(String path) {
    return JSON.readTree(
        http.post(
                path,
                """
                {"inputs": [{"name": "rows", "shape": [1, 4], "datatype": "FP64",
                  "data": [4, null, null, 0]}],
                 "outputs": [{"name": "prediction_id"}, {"name": "probability"}, {"name": "score"},
                   {"name": "decision"}, {"name": "reasons"}]}
                """)
            .body());
  }

  private static LoggedPrediction requireInferred(JsonNode answer, AnswerRole role) {
    LoggedPrediction logged = find(UUID.fromString(answer.at("/outputs/0/data/0").stringValue()));
    requireSame(
        logged,
        role,
        answer.at("/outputs/1/data/0").doubleValue(),
        answer.at("/outputs/2/data/0").intValue(),
        answer.at("/outputs/3/data/0").stringValue());
    return logged;
  }

  @Test
  void logsWhatIsInvoked() {
    JsonNode answer =
        JSON.readTree(
                http.post(
                        "/invocations",
                        """
                        {"inputs": {"loans": [1, 4], "car": [1, 0]},
                         "params": {"outputs":
                           ["prediction_id", "probability", "score", "decision", "reasons"]}}
                        """)
                    .body())
            .get("predictions");

    assertThat(answer).hasSize(2);
    for (JsonNode each : answer) {
      LoggedPrediction logged = requireLogged(each, AnswerRole.CHAMPION);
      assertThat(JSON.readTree(logged.reasonsJson())).isEqualTo(each.get("reasons"));
    }
  }

  @Test
  void logsNothingThatWasRefused() {
    int before = registry.logged().size();

    assertThat(http.post("/score", "[1, 250.5, \"Érables\"]").statusCode()).isEqualTo(400);
    assertThat(http.post("/score", "[[1, 250.5, null, 1], [\"x\", null, null, 0]]").statusCode())
        .isEqualTo(400);

    assertThat(registry.logged()).hasSize(before);
  }

  private static LoggedPrediction requireLogged(JsonNode answer, AnswerRole role) {
    LoggedPrediction logged = find(UUID.fromString(answer.get("prediction_id").stringValue()));
    requireSame(
        logged,
        role,
        answer.get("probability").doubleValue(),
        answer.get("score").intValue(),
        answer.get("decision").stringValue());
    return logged;
  }

  private static void requireSame(
      LoggedPrediction logged, AnswerRole role, double probability, int score, String decision) {
    Scored scored = logged.scored();
    assertThat(scored).isNotNull();
    assertThat(scored.probability()).isEqualTo(probability);
    assertThat(scored.score()).isEqualTo(score);
    assertThat(logged.decision()).hasToString(decision);
    assertThat(logged.role()).isEqualTo(role);
    assertThat(logged.version()).hasToString("loan-risk/1");
    assertThat(prove(logged)).isEqualTo(new Proof.Same());
  }

  private static Proof prove(LoggedPrediction logged) {
    return new Rescoring(ModelBundle.read(BUNDLE)).prove(logged);
  }

  private static double[] inputs(LoggedPrediction logged) {
    Scored scored = logged.scored();
    return scored == null ? new double[0] : Arrays.copyOf(scored.inputs(), scored.inputs().length);
  }

  private static LoggedPrediction find(UUID id) {
    return registry.predictions().find(id).orElseThrow();
  }

  private static HttpResponse<String> send(String path, String type, String body) {
    return http.send(
        http.request(path)
            .header("Content-Type", type)
            .header("Accept", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}
