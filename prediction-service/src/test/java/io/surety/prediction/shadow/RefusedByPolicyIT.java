package io.surety.prediction.shadow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.Rescoring;
import io.surety.predictionlog.Rescoring.Proof;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.Substitute;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Where the policy answers and a protocol has no room for it, those who score in shadow get the
 * rows that they get of {@code POST /score}.
 */
class RefusedByPolicyIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Substitute REFERRING = new Substitute.Policy(PolicyAnswer.REFER);
  private static final double[] YOUNG = {1, 2.5, 33, 1, 0};
  private static final double[] OLD = {2, 7.25, 50, 3, 1};

  /** Its trial takes every request, so that a test knows which rows it gets: all. */
  private static final byte[] PROBED =
      TinyBundle.answering(
          0.2,
          new BreakerPolicy(
              Instead.POLICY,
              Decision.REFER,
              Duration.ZERO,
              1,
              100,
              List.of(
                  new WatchRule(
                      WatchedFigure.LATENCY,
                      Duration.ofMinutes(10),
                      50,
                      1_000,
                      Consequence.OPEN))));

  private static final String CSV =
      """
      nb_previous_loans,avg_amount_loans_previous,age,years_on_the_job,flag_own_car
      1,2.5,33,1,0
      2,7.25,50,3,1
      """;
  private static final String MATRIX =
      """
      {"inputs": [{"name": "rows", "shape": [2, 5], "datatype": "FP64",
        "data": [1, 2.5, 33, 1, 0, 2, 7.25, 50, 3, 1]}]}
      """;
  private static final String INSTANCES =
      "{\"instances\": [[1, 2.5, 33, 1, 0], [2, 7.25, 50, 3, 1]]}";

  private final FakeFeatureService features = new FakeFeatureService();
  private final TestedRegistry registry = new TestedRegistry();
  private final List<AutoCloseable> started = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : started.reversed()) {
      each.close();
    }
    features.close();
    registry.close();
  }

  @Test
  void theProbeGetsTheSameRowsWhateverProtocolAsked() {
    registry.halfOpen(registry.promote(PROBED), Alias.CHAMPION, REFERRING);
    HttpProbe http = startShadowed();

    assertThat(post(http, "/score", "text/csv", CSV).statusCode()).isEqualTo(200);
    List<LoggedPrediction> beside = new ArrayList<>(awaitShadows(AnswerRole.PROBE, 2));
    requireRows(beside);
    List<UUID> answered =
        registry.logged().stream()
            .filter(each -> each.role() == AnswerRole.POLICY)
            .map(LoggedPrediction::id)
            .toList();
    assertThat(beside).extracting(LoggedPrediction::beside).containsExactlyElementsOf(answered);

    for (Supplier<HttpResponse<String>> asked :
        List.<Supplier<HttpResponse<String>>>of(
            () -> http.post("/v2/models/loan-risk/infer", MATRIX),
            () -> http.post("/invocations", INSTANCES),
            () -> post(http, "/invocations", "text/csv", CSV))) {
      HttpResponse<String> refused = asked.get();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("The breaker of loan-risk/1 is half-open");
      assertThat(refused.headers().firstValue("Surety-Answered-By"))
          .as("nobody answered")
          .isEmpty();
      List<LoggedPrediction> all = awaitShadows(AnswerRole.PROBE, beside.size() + 2);
      requireRows(all.subList(beside.size(), all.size()));
      beside = all;
    }

    assertThat(beside).extracting(LoggedPrediction::beside).doesNotHaveDuplicates();
    assertThat(registry.logged())
        .as("what nobody was told is no decision")
        .filteredOn(each -> each.role() != AnswerRole.PROBE)
        .extracting(LoggedPrediction::id)
        .containsExactlyElementsOf(answered);
    assertThat(http.get("/actuator/prometheus").body())
        .contains("surety_shadow_scored_total{role=\"probe\"} 8.0");
  }

  private static void requireRows(List<LoggedPrediction> probed) {
    assertThat(probed)
        .extracting(each -> requireNonNull(each.scored()).inputs())
        .usingRecursiveComparison()
        .isEqualTo(List.of(YOUNG, OLD));
    Rescoring rescoring = new Rescoring(ModelBundle.read(PROBED));
    assertThat(probed)
        .allSatisfy(each -> assertThat(rescoring.prove(each)).isEqualTo(new Proof.Same()));
  }

  @Test
  void whatIsWrongIsRefusedAsEverAndGivesNobodyRows() {
    registry.halfOpen(registry.promote(PROBED), Alias.CHAMPION, REFERRING);
    HttpProbe http = startShadowed();

    assertThat(http.post("/v2/models/loan-risk/infer", MATRIX.replace("33", "33.5")).statusCode())
        .isEqualTo(400);
    assertThat(http.post("/invocations", INSTANCES.replace(", 3, 1", "")).statusCode())
        .isEqualTo(400);
    assertThat(http.post("/invocations", "no JSON").statusCode()).isEqualTo(400);
    assertThat(http.post("/v2/models/loan-risk/versions/1/infer", MATRIX).statusCode())
        .as("who names a version gets it, and nobody scores beside it")
        .isEqualTo(200);
    assertThat(http.post("/invocations", INSTANCES).statusCode()).isEqualTo(503);

    requireRows(awaitShadows(AnswerRole.PROBE, 2));
  }

  @Test
  void theChallengerGetsThemToo() {
    ModelVersion first = registry.promote(PROBED);
    ModelVersion second = registry.approve(TinyBundle.answering(0.6));
    registry.promote(second, Alias.CHALLENGER);
    registry.open(first, Alias.CHAMPION, REFERRING);
    HttpProbe http = startShadowed();

    assertThat(http.post("/v2/models/loan-risk/infer", MATRIX).statusCode()).isEqualTo(503);

    assertThat(awaitShadows(AnswerRole.CHALLENGER, 2))
        .allMatch(each -> each.version().equals(second))
        .extracting(each -> requireNonNull(each.scored()).inputs())
        .usingRecursiveComparison()
        .isEqualTo(List.of(YOUNG, OLD));
    assertThat(registry.logged()).hasSize(2);
  }

  @Test
  void eachOfManyRowsIsScoredOrShed() {
    registry.halfOpen(registry.promote(PROBED), Alias.CHAMPION, REFERRING);
    HttpProbe http = startShadowed();
    int rows = 30_000;

    String row = "1,2.5,33,1,0\n";
    String header = CSV.lines().findFirst().orElseThrow() + "\n";
    assertThat(post(http, "/invocations", "text/csv", header + row.repeat(rows)).statusCode())
        .isEqualTo(503);

    Eventually.within(
        PATIENCE,
        "all of them",
        () -> {
          String metrics = http.get("/actuator/prometheus").body();
          return counted(metrics, "scored") + counted(metrics, "shed") == rows;
        });
    assertThat(shadows(AnswerRole.PROBE))
        .hasSize((int) counted(http.get("/actuator/prometheus").body(), "scored"))
        .isNotEmpty();
  }

  private static double counted(String metrics, String fate) {
    String name = "surety_shadow_%s_total{role=\"probe\"} ".formatted(fate);
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  private List<LoggedPrediction> awaitShadows(AnswerRole role, int count) {
    Eventually.within(PATIENCE, count + " rows in shadow", () -> shadows(role).size() >= count);
    assertThat(shadows(role)).hasSize(count);
    return shadows(role);
  }

  private List<LoggedPrediction> shadows(AnswerRole role) {
    return registry.logged().stream().filter(each -> each.role() == role).toList();
  }

  private HttpProbe startShadowed() {
    ConfigurableApplicationContext service = registry.start(features);
    started.add(service);
    HttpProbe http = TestedRegistry.probe(service);
    started.add(http);
    Eventually.within(
        PATIENCE,
        "a shadow",
        () ->
            !http.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("surety_shadow_info{"))
                .collect(Collectors.joining())
                .isEmpty());
    return http;
  }

  private static HttpResponse<String> post(HttpProbe http, String path, String type, String body) {
    return http.send(
        http.request(path, "Content-Type", type).POST(BodyPublishers.ofString(body)).build());
  }
}
