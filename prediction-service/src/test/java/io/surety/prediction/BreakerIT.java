package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.Substitute;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two services and a canary on one registry whose breakers switch. */
class BreakerIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FEATURES =
      """
      {"features": {"nb_previous_loans": 1, "avg_amount_loans_previous": 2.5, "age": 33,
       "years_on_the_job": 1, "flag_own_car": 0}}\
      """
          .replace("\n", "");
  private static final String MATRIX =
      """
      {"inputs": [{"name": "rows", "shape": [1, 5], "datatype": "FP64", "data": [1, 2.5, 33, 1, 0]}]}
      """;
  private static final String INSTANCES = "{\"instances\": [[1, 2.5, 33, 1, 0]]}";

  private final FakeFeatureService features = new FakeFeatureService();
  private final TestedRegistry registry = new TestedRegistry();
  private final List<AutoCloseable> started = new ArrayList<>();
  private ModelVersion first = new ModelVersion("loan-risk", 1);
  private ModelVersion second = new ModelVersion("loan-risk", 2);

  @BeforeEach
  void promoteTwo() {
    first = registry.promote(TinyBundle.answering(0.2));
    second = registry.promote(TinyBundle.answering(0.3));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : started.reversed()) {
      each.close();
    }
    features.close();
    registry.close();
  }

  @Test
  void allReplicasFollowInTimeAndNoRequestFails() throws Exception {
    List<HttpProbe> replicas = List.of(start(), start());
    List<Duration> changes = new ArrayList<>();
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    Queue<String> failed = new ConcurrentLinkedQueue<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> calls =
          Stream.concat(replicas.stream(), replicas.stream())
              .map(http ->
                  callers.submit(() -> {
                    while (!enough.get()) {
                      HttpResponse<String> answer = http.post("/score", FEATURES);
                      answered.incrementAndGet();
                      if (!isWhole(answer)) {
                        failed.add(answer.statusCode() + " " + answer.body());
                      }
                    }
                  }))
              .toList();
      try {
        for (int round = 0; round < 2; round++) {
          registry.open(second, Alias.CHAMPION, Substitute.standby());
          changes.add(all(replicas, "{\"name\":\"loan-risk\",\"version\":1,\"fallback_for\":2}"));
          registry.open(second, Alias.CHAMPION, new Substitute.Policy(PolicyAnswer.REFER));
          changes.add(
              all(replicas, "{\"name\":\"loan-risk\",\"version\":2,\"answered_by\":\"policy\"}"));
          registry.close(second, Alias.CHAMPION);
          changes.add(all(replicas, "{\"name\":\"loan-risk\",\"version\":2}"));
        }
      } finally {
        enough.set(true);
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    System.out.println("BreakerIT replicas followed within " + changes);
    assertThat(failed).isEmpty();
    assertThat(answered.get()).isGreaterThan(20);
    assertThat(changes)
        .as("most changes are followed in time; this machine may stop for a moment in one")
        .filteredOn(took -> took.compareTo(PROMISED) <= 0)
        .hasSizeGreaterThan(changes.size() / 2);
  }

  /** Answered by the version that the answer names, or by the policy, and never by half. */
  private static boolean isWhole(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      return false;
    }
    JsonNode item = JSON.readTree(answer.body());
    if (item.at("/model/answered_by").isString()) {
      return item.get("probability").isNull()
          && item.get("score").isNull()
          && item.get("decision").stringValue().equals("refer")
          && answer.headers().firstValue("Surety-Answered-By").isPresent();
    }
    boolean fallback = item.at("/model/fallback_for").isInt();
    double expected = item.at("/model/version").intValue() == 1 ? 0.2 : 0.3;
    return fallback == (item.at("/model/version").intValue() == 1)
        && fallback == answer.headers().firstValue("Surety-Fallback-For").isPresent()
        && Math.abs(item.get("probability").doubleValue() - expected) < 1e-6;
  }

  private static Duration all(List<HttpProbe> replicas, String model) {
    long begun = System.nanoTime();
    for (HttpProbe http : replicas) {
      await(model, () -> http.post("/score", FEATURES).body().contains("\"model\":" + model));
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Test
  void everyProtocolSaysThatAFallbackAnswers() {
    HttpProbe http = start();
    registry.open(second, Alias.CHAMPION, Substitute.standby());
    await("the fallback", () -> http.post("/score", FEATURES).body().contains("fallback_for"));

    HttpResponse<String> csv = http.post("/score?explain=none", FEATURES, "Accept", "text/csv");
    assertThat(csv.body().lines().toList().getFirst())
        .endsWith("model,stale,fallback_for,problem,detail");
    assertThat(csv.body().lines().toList().getLast()).endsWith(",loan-risk/1,,loan-risk/2,,");
    HttpResponse<String> lines =
        http.send(
            http.request("/score", "Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(FEATURES + "\n"))
                .build());
    assertThat(JSON.readTree(lines.body()).at("/model/fallback_for").intValue()).isEqualTo(2);
    HttpResponse<String> inference = http.post("/v2/models/loan-risk/infer", MATRIX);
    assertThat(JSON.readTree(inference.body()).get("model_version").stringValue()).isEqualTo("1");
    assertThat(JSON.readTree(inference.body()).at("/parameters/fallback_for").intValue())
        .isEqualTo(2);
    HttpResponse<String> invocation = http.post("/invocations", INSTANCES);
    assertThat(invocation.statusCode()).isEqualTo(200);
    for (HttpResponse<String> each : List.of(csv, lines, inference, invocation)) {
      assertThat(each.headers().firstValue("Surety-Fallback-For")).contains("loan-risk/2");
    }
    HttpResponse<String> named = http.post("/v2/models/loan-risk/versions/1/infer", MATRIX);
    assertThat(named.body()).doesNotContain("fallback_for");
    assertThat(named.headers().firstValue("Surety-Fallback-For")).isEmpty();
    assertThat(http.get("/actuator/health/readiness").body())
        .contains("\"breaker\":\"open\"", "\"answered_by\":\"loan-risk/1\"");
    assertThat(http.get("/actuator/prometheus").body())
        .contains(
            "surety_breaker_state{model=\"loan-risk\",state=\"open\",version=\"2\"} 1.0",
            "surety_answers_total{role=\"fallback\"}");
  }

  @Test
  void thePolicyAnswersAtScoreAndNobodyElsewhere() {
    HttpProbe http = start();
    registry.open(second, Alias.CHAMPION, new Substitute.Policy(PolicyAnswer.REFER));
    await("the policy", () -> http.post("/score", FEATURES).body().contains("answered_by"));

    JsonNode answer = JSON.readTree(http.post("/score?explain=full", FEATURES).body());
    assertThat(answer.get("decision").stringValue()).isEqualTo("refer");
    assertThat(answer.get("probability").isNull()).isTrue();
    assertThat(answer.get("score").isNull()).isTrue();
    assertThat(answer.get("reasons")).isEmpty();
    assertThat(answer.get("explanation").isNull()).isTrue();
    assertThat(answer.get("prediction_id").stringValue()).hasSize(36);
    assertThat(answer.get("features").get("age").intValue()).isEqualTo(33);
    assertThat(answer.get("detail").stringValue()).contains("The breaker of loan-risk/2 is open");
    JsonNode user = JSON.readTree(http.post("/score", "{\"user_id\": 5008804}").body());
    assertThat(user.get("decision").stringValue()).isEqualTo("refer");
    String csv =
        http.post("/score", "[" + FEATURES + "]", "Accept", "text/csv")
            .body()
            .lines()
            .toList()
            .getLast();
    assertThat(csv)
        .contains(",,refer,,loan-risk/2,")
        .contains("The breaker of loan-risk/2 is open");
    assertThat(http.post("/score", "{\"features\": {\"shoe\": 44}}").statusCode()).isEqualTo(400);

    HttpResponse<String> inference = http.post("/v2/models/loan-risk/infer", MATRIX);
    assertThat(inference.statusCode()).isEqualTo(503);
    assertThat(inference.body()).startsWith("{\"error\":\"The breaker of loan-risk/2 is open");
    assertThat(http.post("/v2/models/loan-risk/infer", "{}").statusCode())
        .as("what would be refused is")
        .isEqualTo(400);
    HttpResponse<String> invocation = http.post("/invocations", INSTANCES);
    assertThat(invocation.statusCode()).isEqualTo(503);
    assertThat(invocation.body()).contains("TEMPORARILY_UNAVAILABLE", "The breaker of loan-risk/2");
    assertThat(http.get("/v2/health/ready").statusCode()).isEqualTo(503);
    assertThat(http.get("/ping").statusCode()).isEqualTo(503);
    HttpResponse<String> examples = http.get("/score/examples");
    assertThat(examples.statusCode()).isEqualTo(503);
    assertThat(examples.body()).contains("urn:surety:problem:breaker-open");
    assertThat(http.post("/v2/models/loan-risk/versions/2/infer", MATRIX).statusCode())
        .as("who names a version gets it")
        .isEqualTo(200);
    assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(http.get("/actuator/prometheus").body())
        .contains("surety_answers_total{role=\"policy\"}", "surety_champion_serving 1.0");
  }

  @Test
  void aStreamThatGoesOnFollowsABreakerAndNoPromotion() throws IOException {
    HttpProbe http = start();
    int port = URI.create(http.address()).getPort();
    try (RawStream stream = new RawStream(port, "?explain=none")) {
      assertThat(answeredBy(stream)).isEqualTo("2");
      registry.open(second, Alias.CHAMPION, Substitute.standby());
      await("the fallback", () -> version(http) == 1);
      assertThat(answeredBy(stream)).isEqualTo("1 for 2");
      registry.open(second, Alias.CHAMPION, new Substitute.Policy(PolicyAnswer.REFER));
      await("the policy", () -> http.post("/score", FEATURES).body().contains("answered_by"));
      assertThat(answeredBy(stream)).isEqualTo("policy");
      registry.close(second, Alias.CHAMPION);
      await("the champion again", () -> version(http) == 2 && !saysPolicy(http));
      assertThat(answeredBy(stream)).isEqualTo("2");
      registry.promote(TinyBundle.answering(0.4));
      await("a promotion", () -> version(http) == 3);
      assertThat(answeredBy(stream)).isEqualTo("2");
      stream.end();
    }
  }

  private static boolean saysPolicy(HttpProbe http) {
    return http.post("/score", FEATURES).body().contains("answered_by");
  }

  private static String answeredBy(RawStream stream) throws IOException {
    stream.write(FEATURES + "\n");
    JsonNode model = JSON.readTree(stream.readLine()).get("model");
    return model.has("answered_by")
        ? model.get("answered_by").stringValue()
        : model.get("version")
            + (model.has("fallback_for") ? " for " + model.get("fallback_for") : "");
  }

  @Test
  void aCanaryFollowsTheBreakerOfItsOwnAlias() {
    ModelVersion third = registry.approve(TinyBundle.answering(0.4));
    registry.promote(third, Alias.CANARY);
    HttpProbe champion = start();
    HttpProbe canary = start("--surety.champion.alias=canary");
    assertThat(version(canary)).isEqualTo(3);

    registry.open(third, Alias.CANARY, Substitute.standby());

    await("the champion's answer", () -> version(canary) == 2);
    assertThat(canary.post("/score", FEATURES).body()).contains("\"fallback_for\":3");
    assertThat(champion.post("/score", FEATURES).body()).doesNotContain("fallback_for");
  }

  @Test
  void aServiceThatStartsWhileTheBreakerIsOpenAnswersAsTheOthersDo() {
    registry.open(second, Alias.CHAMPION, Substitute.standby());
    HttpProbe http = start();
    assertThat(http.post("/score", FEATURES).body()).contains("\"version\":1,\"fallback_for\":2");
    registry.halfOpen(second, Alias.CHAMPION);
    await(
        "half-open",
        () -> http.get("/actuator/health/readiness").body().contains("\"breaker\":\"half-open\""));
    assertThat(version(http)).isEqualTo(first.number());
    registry.close(second, Alias.CHAMPION);
    await("closed", () -> version(http) == second.number());
  }

  private HttpProbe start(String... settings) {
    ConfigurableApplicationContext service = registry.start(features, settings);
    started.add(service);
    HttpProbe http = TestedRegistry.probe(service);
    started.add(http);
    return http;
  }

  private static void await(String fact, BooleanSupplier reached) {
    Eventually.within(PATIENCE, fact, reached);
  }

  private static int version(HttpProbe http) {
    return JSON.readTree(http.post("/score", FEATURES).body()).at("/model/version").intValue();
  }
}
