package io.surety.prediction.shadow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.Decision;
import io.surety.bundle.ModelBundle;
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
import io.surety.web.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a challenger says stands in the log beside what was answered, whatever protocol asked. */
class ShadowIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] CHALLENGING = TinyBundle.answering(0.6);
  private static final String YOUNG =
      "{\"features\": {\"nb_previous_loans\": 1, \"avg_amount_loans_previous\": 2.5, \"age\": 33, \"years_on_the_job\": null, \"flag_own_car\": 0}}";
  private static final String OLD = YOUNG.replace("33", "50");
  private static final String MATRIX =
      """
      {"inputs": [{"name": "rows", "shape": [2, 5], "datatype": "FP64",
        "data": [1, 2.5, 33, 1, 0, 2, 2.5, 50, 1, 0]}], "outputs": [{"name": "prediction_id"}]}
      """;

  private final FakeFeatureService features = new FakeFeatureService();
  private final TestedRegistry registry = new TestedRegistry();
  private final List<AutoCloseable> started = new ArrayList<>();
  private ModelVersion first = new ModelVersion("loan-risk", 1);
  private ModelVersion second = new ModelVersion("loan-risk", 2);

  @BeforeEach
  void promoteOne() {
    first = registry.promote(TinyBundle.answering(0.2));
    second = registry.approve(CHALLENGING);
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
  void scoresBesideWhateverProtocolAsked() {
    registry.promote(second, Alias.CHALLENGER);
    HttpProbe http = startShadowed();

    List<UUID> ids = new ArrayList<>();
    ids.add(id(JSON.readTree(http.post("/score", YOUNG).body())));
    JSON.readTree(http.post("/score?explain=none", "[" + YOUNG + "," + OLD + "]").body())
        .forEach(each -> ids.add(id(each)));
    send(http, "text/csv", csv(2)).lines().skip(1).forEach(line -> ids.add(id(line)));
    send(http, "application/x-ndjson", YOUNG + "\nno JSON\n" + OLD + "\n")
        .lines()
        .map(JSON::readTree)
        .filter(line -> line.has("prediction_id"))
        .forEach(line -> ids.add(id(line)));
    JSON.readTree(http.post("/v2/models/loan-risk/infer", MATRIX).body())
        .at("/outputs/0/data")
        .forEach(each -> ids.add(UUID.fromString(each.stringValue())));
    JSON.readTree(
            http.post(
                    "/invocations",
                    """
                    {"instances": [[1, 2.5, 33, 1, 0], [2, 2.5, 50, 1, 0]],
                     "params": {"outputs": ["prediction_id"]}}
                    """)
                .body())
        .get("predictions")
        .forEach(each -> ids.add(id(each)));
    assertThat(ids).hasSize(11);

    Map<UUID, LoggedPrediction> beside = awaitBeside(AnswerRole.CHALLENGER, ids.size());
    assertThat(beside).containsOnlyKeys(ids);
    Map<UUID, LoggedPrediction> answered = answered();
    beside.forEach((id, shadow) -> requireSameRequest(requireNonNull(answered.get(id)), shadow));
    assertThat(http.get("/actuator/prometheus").body())
        .contains(
            "surety_shadow_scored_total{role=\"challenger\"} 11.0",
            "surety_shadow_shed_total{role=\"challenger\"} 0.0",
            "surety_shadow_scored_total{role=\"probe\"} 0.0",
            "surety_shadow_queue 0.0");
  }

  private static void requireSameRequest(LoggedPrediction answered, LoggedPrediction shadow) {
    assertThat(answered.role()).isEqualTo(AnswerRole.CHAMPION);
    assertThat(answered.beside()).isNull();
    assertThat(shadow.version()).hasToString("loan-risk/2");
    assertThat(shadow.user()).isEqualTo(answered.user());
    assertThat(shadow.lookup()).isEqualTo(answered.lookup());
    assertThat(requireNonNull(shadow.scored()).inputs())
        .containsExactly(requireNonNull(answered.scored()).inputs());
    assertThat(shadow.scored().probability()).isNotEqualTo(answered.scored().probability());
    assertThat(new Rescoring(ModelBundle.read(CHALLENGING)).prove(shadow))
        .isEqualTo(new Proof.Same());
  }

  @Test
  void scoresUsersByWhatWasLookedUp() {
    registry.promote(second, Alias.CHALLENGER);
    HttpProbe http = startShadowed();

    http.post("/score", "[{\"user_id\": 5008804}, {\"user_id\": 1}, {\"user_id\": 5008806}]");

    Map<UUID, LoggedPrediction> answered = answered();
    awaitBeside(AnswerRole.CHALLENGER, 2)
        .forEach((id, shadow) -> {
          assertThat(shadow.user()).isNotNull();
          assertThat(shadow.lookup()).isNotNull();
          requireSameRequest(requireNonNull(answered.get(id)), shadow);
        });
    assertThat(features.calls()).as("nothing is asked twice").hasSize(1);
  }

  @Test
  void nobodyIsAnsweredByAChallengerAndWhoAsksForAVersionGetsItAlone() {
    registry.promote(second, Alias.CHALLENGER);
    HttpProbe http = startShadowed();

    assertThat(http.post("/score", YOUNG).body()).contains("\"version\":1}");
    assertThat(http.post("/v2/models/loan-risk/versions/1/infer", MATRIX).statusCode())
        .isEqualTo(200);
    assertThat(http.post("/score", YOUNG).body()).contains("\"version\":1}");

    assertThat(awaitBeside(AnswerRole.CHALLENGER, 2)).hasSize(2);
    assertThat(registry.logged())
        .filteredOn(each -> each.role() == AnswerRole.NAMED)
        .hasSize(2)
        .allMatch(each -> each.version().equals(first));
  }

  @Test
  void scoresNothingWithoutAChallengerAndFollowsItsAlias() {
    HttpProbe http = start();
    assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(200);

    registry.promote(second, Alias.CHALLENGER);
    await("the challenger", () -> shadows(http).contains("version=\"2\""));
    UUID challenged = id(JSON.readTree(http.post("/score", YOUNG).body()));
    assertThat(awaitBeside(AnswerRole.CHALLENGER, 1)).containsOnlyKeys(challenged);

    registry.withdraw(Alias.CHALLENGER);
    await("no challenger", () -> shadows(http).isEmpty());
    http.post("/score", YOUNG);
    registry.promote(first, Alias.CHALLENGER);
    await("the champion as its own challenger", () -> shadows(http).contains("\"1\""));
    http.post("/score", YOUNG);
    registry.promote(second, Alias.CHALLENGER);
    await("the challenger again", () -> shadows(http).contains("version=\"2\""));
    UUID last = id(JSON.readTree(http.post("/score", YOUNG).body()));
    assertThat(awaitBeside(AnswerRole.CHALLENGER, 2)).containsOnlyKeys(challenged, last);
  }

  @Test
  void countsWhatDoesNotFitTheChallengerAndLogsNoneOfIt() {
    registry.promote(registry.approve(TinyBundle.ofEveryType()), Alias.CHALLENGER);
    HttpProbe http = startShadowed();

    send(http, "text/csv", csv(7));

    await(
        "unfit rows",
        () ->
            http.get("/actuator/prometheus")
                .body()
                .contains("surety_shadow_unfit_total{role=\"challenger\"} 7.0"));
    assertThat(registry.logged()).hasSize(7).allMatch(each -> each.beside() == null);
  }

  /** Of requests that are logged in pieces: one fails with the first of them, one with the last. */
  @Test
  void standsBesideNothingThatTheLogDidNotTake() {
    registry.promote(second, Alias.CHALLENGER);
    HttpProbe http = startShadowed();
    takeNoAnswersToPeopleOf(50);
    String old = "1,2.5,50,,0\n";

    String wholly = csv(0) + old.repeat(1_000);
    assertThat(send(http, "text/csv", wholly)).contains("decision-not-logged");
    String half = csv(500) + old.repeat(500);
    assertThat(send(http, "text/csv", half)).contains("decision-not-logged");
    UUID last = id(JSON.readTree(http.post("/score", YOUNG).body()));

    // One thread scores all of them, in their order.
    await(
        "the last row in shadow",
        () -> beside(AnswerRole.CHALLENGER).stream().anyMatch(row -> last.equals(row.beside())));
    assertThat(answered()).as("half of the second, and the last").hasSize(501);
    assertThat(awaitBeside(AnswerRole.CHALLENGER, 501)).containsOnlyKeys(answered().keySet());
  }

  private void takeNoAnswersToPeopleOf(int age) {
    registry.execute(
        """
        CREATE FUNCTION take_none() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'It takes no answers to them.';
        END
        $$
        """);
    registry.execute(
        """
        CREATE TRIGGER take_none BEFORE INSERT ON prediction_log.prediction
        FOR EACH ROW WHEN (NEW.role = 'champion' AND NEW.inputs[3] = %d)
        EXECUTE FUNCTION take_none()
        """
            .formatted(age));
  }

  @Test
  void theProbeGetsItsShareOfWhatAFallbackAnswers() {
    registry.promote(second);
    registry.halfOpen(second, Alias.CHAMPION);
    HttpProbe http = startShadowed();

    List<UUID> ids = send(http, "text/csv", csv(1_000)).lines().skip(1).map(ShadowIT::id).toList();
    List<UUID> chosen = ids.stream().filter(id -> Cast.partOf(id) < 0.2).toList();

    assertThat(chosen).hasSizeBetween(120, 280);
    Map<UUID, LoggedPrediction> beside = awaitBeside(AnswerRole.PROBE, chosen.size());
    assertThat(beside).containsOnlyKeys(chosen);
    assertThat(beside.values()).allMatch(each -> each.version().equals(second));
    assertThat(answered().values())
        .hasSize(1_000)
        .allMatch(each -> each.role() == AnswerRole.FALLBACK && each.version().equals(first));
  }

  @Test
  void theProbeGetsItsRowsAlsoWhileThePolicyAnswers() {
    registry.halfOpen(first, Alias.CHAMPION, new Substitute.Policy(PolicyAnswer.REFER));
    HttpProbe http = startShadowed();

    List<UUID> ids = send(http, "text/csv", csv(100)).lines().skip(1).map(ShadowIT::id).toList();

    List<UUID> chosen = ids.stream().filter(id -> Cast.partOf(id) < 0.2).toList();
    assertThat(chosen).isNotEmpty();
    Map<UUID, LoggedPrediction> answered = answered();
    assertThat(answered.values()).allMatch(each -> each.role() == AnswerRole.POLICY);
    awaitBeside(AnswerRole.PROBE, chosen.size())
        .forEach((id, probe) -> {
          assertThat(requireNonNull(answered.get(id)).decision()).isEqualTo(Decision.REFER);
          assertThat(requireNonNull(probe.scored()).inputs()).startsWith(1, 2.5, 33);
        });
  }

  private Map<UUID, LoggedPrediction> awaitBeside(AnswerRole role, int count) {
    await(count + " rows in shadow", () -> beside(role).size() >= count);
    return beside(role).stream()
        .collect(Collectors.toMap(each -> requireNonNull(each.beside()), Function.identity()));
  }

  private List<LoggedPrediction> beside(AnswerRole role) {
    return registry.logged().stream().filter(each -> each.role() == role).toList();
  }

  private Map<UUID, LoggedPrediction> answered() {
    return registry.logged().stream()
        .filter(each -> each.beside() == null)
        .collect(Collectors.toMap(LoggedPrediction::id, Function.identity()));
  }

  private HttpProbe startShadowed() {
    HttpProbe http = start();
    await("a shadow", () -> !shadows(http).isEmpty());
    return http;
  }

  private HttpProbe start() {
    ConfigurableApplicationContext service = registry.start(features);
    started.add(service);
    HttpProbe http = TestedRegistry.probe(service);
    started.add(http);
    return http;
  }

  private static void await(String fact, BooleanSupplier reached) {
    Eventually.within(PATIENCE, fact, reached);
  }

  private static String shadows(HttpProbe http) {
    return http.get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("surety_shadow_info{"))
        .collect(Collectors.joining());
  }

  private static String csv(int rows) {
    return "nb_previous_loans,avg_amount_loans_previous,age,years_on_the_job,flag_own_car\n"
        + IntStream.range(0, rows).mapToObj(_ -> "1,2.5,33,,0\n").collect(Collectors.joining());
  }

  private static String send(HttpProbe http, String type, String body) {
    return http.send(
            http.request("/score?explain=none", "Content-Type", type, "Accept", type)
                .POST(BodyPublishers.ofString(body))
                .build())
        .body();
  }

  private static UUID id(JsonNode answer) {
    return UUID.fromString(answer.get("prediction_id").stringValue());
  }

  private static UUID id(String line) {
    return UUID.fromString(line.split(",", -1)[0]);
  }
}
