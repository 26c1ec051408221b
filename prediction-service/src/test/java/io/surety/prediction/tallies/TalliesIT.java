package io.surety.prediction.tallies;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.FakeFeatureService.Mood;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.Substitute;
import io.surety.runs.RunLogMigrations;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.watch.Evaluator;
import io.surety.watch.Finding;
import io.surety.watch.WatchMigrations;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of requests is in the database when the service ended, whatever protocol asked. */
class TalliesIT {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(
          Instead.PREVIOUS,
          Decision.REFER,
          Duration.ofHours(1),
          0.5,
          100,
          List.of(
              new WatchRule(WatchedFigure.UNKNOWN_CATEGORIES, WINDOW, 50, 0.05, Consequence.ALERT),
              new WatchRule(WatchedFigure.ERRORS, WINDOW, 40, 0.1, Consequence.OPEN)));
  private static final String KNOWN = "[1, 250.5, \"Érables\", 1]";
  private static final String UNKNOWN = "[1, 250.5, \"Astronauts\", 1]";
  private static final String YOUNG =
      "{\"features\": {\"nb_previous_loans\": 1, \"avg_amount_loans_previous\": 2.5, \"age\": 33, \"years_on_the_job\": null, \"flag_own_car\": 0}}";
  private static final String USER = "{\"user_id\": 5008806}";
  private static final String MATRIX =
      """
      {"inputs": [{"name": "rows", "shape": [2, 5], "datatype": "FP64",
        "data": [1, 2.5, 33, 1, 0, 2, 2.5, 50, 1, 0]}]}
      """;

  private FakeFeatureService features;
  private TestedRegistry registry;

  @BeforeEach
  void create() {
    features = new FakeFeatureService();
    registry = new TestedRegistry();
  }

  @AfterEach
  void close() {
    features.close();
    registry.close();
  }

  @Test
  void countsRequestsAndRowsOfEveryProtocol() {
    registry.promote(TinyBundle.answering(0.2));

    served(http -> {
      http.post("/score", YOUNG);
      http.post("/score", "[" + YOUNG + "," + YOUNG + "]");
      send(http, "text/csv", csv(990));
      send(http, "application/x-ndjson", YOUNG + "\nno JSON\n" + YOUNG + "\n");
      http.post("/v2/models/loan-risk/infer", MATRIX);
      http.post("/v2/models/loan-risk/versions/1/infer", MATRIX);
      http.post("/invocations", "{\"instances\": [[1, 2.5, 33, 1, 0], [2, 2.5, 50, 1, 0]]}");
      http.post("/score", "no JSON");
      http.get("/score/examples");
      http.get("/ping");
    });

    assertThat(tallied())
        .isEqualTo(
            Map.of(
                "1 champion answered ", 7L,
                "1 champion answered_row ", 999L,
                "1 named answered ", 1L,
                "1 named answered_row ", 2L));
    assertThat(registry.logged()).hasSize(1_001);
  }

  @Test
  void countsRowsThatAreRefusedForAnUnknownCategoryByTheFirstSuchInput() {
    registry.promote(TinyBundle.ofEveryType(POLICY));

    served(http -> {
      assertThat(http.post("/score", "[" + UNKNOWN + "]").statusCode()).isEqualTo(400);
      http.post("/score", "[%s, %s]".formatted(KNOWN, UNKNOWN));
      http.post("/score", "{\"features\": {\"nb\": 1, \"job\": \"Astronauts\", \"car\": 1}}");
      send(http, "text/csv", "loans,amount,job,car\n1,2,Astronauts,1\n");
      send(http, "application/x-ndjson", "%s\n%s\n%s\n".formatted(KNOWN, UNKNOWN, UNKNOWN));
      http.post(
          "/v2/models/loan-risk/infer",
          """
          {"inputs": [{"name": "loans", "shape": [1], "datatype": "INT64", "data": [1]},
            {"name": "job", "shape": [1], "datatype": "BYTES", "data": ["Astronauts"]},
            {"name": "car", "shape": [1], "datatype": "BOOL", "data": [true]}]}
          """);
      http.post("/invocations", "{\"instances\": [%s]}".formatted(UNKNOWN));
      http.post("/score", "[[1, 250.5, 7, 1]]");
      http.post("/score", "[[\"x\", 250.5, null, 1]]");
    });

    assertThat(tallied())
        .isEqualTo(
            Map.of(
                "1 champion unknown_category job", 8L,
                "1 champion answered ", 1L,
                "1 champion answered_row ", 1L));
  }

  @Test
  void countsApartWhatFailedForAFaultOfTheFeatureService() {
    registry.promote(TinyBundle.answering(0.2));

    served(http -> {
      features.become(Mood.FAILING);
      assertThat(http.post("/score", USER).statusCode()).isEqualTo(503);
      http.post("/score", "[%s, %s]".formatted(USER, YOUNG));
      send(http, "application/x-ndjson", USER + "\n" + YOUNG + "\n");
      features.become(Mood.FORBIDDING);
      assertThat(http.post("/score", USER).statusCode()).isEqualTo(403);
      features.become(Mood.WELL);
      assertThat(http.post("/score", "{\"user_id\": 1}").statusCode()).isEqualTo(404);
      assertThat(http.post("/score", USER).statusCode()).isEqualTo(200);
    });

    assertThat(tallied())
        .isEqualTo(
            Map.of(
                "1 champion dependency_failed ", 3L,
                "1 champion answered ", 2L,
                "1 champion answered_row ", 2L));
  }

  @Test
  void countsAsFailedWhatNeedsFeaturesThatAreNotServed() {
    registry.promote(TinyBundle.answering(0.2));

    served(http -> {
      features.become(Mood.SERVING_ANOTHER_AGE);
      assertThat(http.post("/score", USER).statusCode()).isEqualTo(503);
      send(http, "application/x-ndjson", USER + "\n");
    });

    assertThat(tallied()).isEqualTo(Map.of("1 champion failed ", 2L));
  }

  @Test
  void countsWhatAProbeScoresInItsOwnRole() {
    registry.promote(TinyBundle.answering(0.2));
    ModelVersion second = registry.promote(TinyBundle.answering(0.3, POLICY));
    registry.halfOpen(second, Alias.CHAMPION);
    served(http -> {
      Eventually.within(
          Duration.ofSeconds(20),
          "a probe",
          () -> http.get("/actuator/prometheus").body().contains("surety_shadow_info{"));
      send(http, "text/csv", csv(200));
      Eventually.within(
          Duration.ofSeconds(20), "probed rows", () -> registry.logged().size() > 200);
    });

    long probed =
        registry.logged().stream().filter(each -> each.role() == AnswerRole.PROBE).count();
    assertThat(tallied()).containsEntry("2 probe answered ", probed);
  }

  @Test
  void aSingleDecisionThatCannotBeLoggedIsNoFaultOfTheVersion() {
    registry.promote(TinyBundle.answering(0.2));

    served(http -> {
      try (var stalled = registry.owner().getConnection();
          var statement = stalled.createStatement()) {
        stalled.setAutoCommit(false);
        statement.execute("LOCK TABLE prediction_log.prediction IN ACCESS EXCLUSIVE MODE");
        assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(503);
        stalled.rollback();
      }
    });

    assertThat(tallied()).isEqualTo(Map.of("1 champion dependency_failed ", 1L));
  }

  @Test
  void countsAFallbackAndThePolicyInTheRolesInWhichTheyAnswer() {
    registry.promote(TinyBundle.answering(0.2));
    ModelVersion second = registry.promote(TinyBundle.answering(0.3));
    registry.open(second, Alias.CHAMPION, Substitute.standby());
    served(http -> assertThat(http.post("/score", YOUNG).body()).contains("fallback_for"));
    registry.close(second, Alias.CHAMPION);
    registry.open(second, Alias.CHAMPION, new Substitute.Policy(PolicyAnswer.REFER));
    served(http -> {
      assertThat(http.post("/score", YOUNG).body()).contains("answered_by");
      assertThat(http.post("/invocations", "{\"instances\": [[1, 2.5, 33, 1, 0]]}").statusCode())
          .isEqualTo(503);
    });

    assertThat(tallied())
        .isEqualTo(
            Map.of(
                "1 fallback answered ", 1L,
                "1 fallback answered_row ", 1L,
                "2 policy answered ", 1L,
                "2 policy answered_row ", 1L,
                "2 policy failed ", 1L));
  }

  @Test
  void countsAlsoWhereDecisionsAreNotLogged() {
    registry.promote(TinyBundle.answering(0.2));

    served(http -> http.post("/score", YOUNG), "--surety.audit.mode=off");

    assertThat(registry.logged()).isEmpty();
    assertThat(tallied())
        .isEqualTo(Map.of("1 champion answered ", 1L, "1 champion answered_row ", 1L));
  }

  @Test
  void theWatchBreaksItsRulesByWhatWasCounted() {
    RunLogMigrations.migrate(registry.owner());
    WatchMigrations.migrate(registry.owner());
    registry.promote(TinyBundle.ofEveryType());
    ModelVersion second = registry.promote(TinyBundle.ofEveryType(POLICY));
    served(http -> {
      http.post("/score", "[" + repeated(KNOWN, 60) + "]");
      IntStream.range(0, 90).forEach(_ -> http.post("/score", "[" + UNKNOWN + "]"));
      IntStream.range(0, 40).forEach(_ -> http.post("/score", "[" + KNOWN + "]"));
    });
    assertThat(broken()).as("by what came in a few seconds, of one caller, say").isEmpty();
    othersCountTheSame(9);
    assertThat(broken()).containsExactly("unknown_categories job");
    assertThat(state(second)).isEqualTo("closed");
  }

  @Test
  void theWatchOpensNothingForWhatEveryVersionNeedsAndOpensForWhatTheVersionIsAtFaultFor() {
    RunLogMigrations.migrate(registry.owner());
    WatchMigrations.migrate(registry.owner());
    registry.promote(TinyBundle.answering(0.2));
    ModelVersion second = registry.promote(TinyBundle.answering(0.3, POLICY));
    served(http -> {
      features.become(Mood.FAILING);
      IntStream.range(0, 40).forEach(_ -> http.post("/score", USER));
      try (var stalled = registry.owner().getConnection();
          var statement = stalled.createStatement()) {
        stalled.setAutoCommit(false);
        statement.execute("LOCK TABLE prediction_log.prediction IN ACCESS EXCLUSIVE MODE");
        send(http, "application/x-ndjson", (YOUNG + "\n").repeat(40));
        stalled.rollback();
      }
    });
    assertThat(tallied()).isEqualTo(Map.of("2 champion dependency_failed ", 80L));
    assertThat(broken()).isEmpty();
    assertThat(state(second)).isEqualTo("closed");

    served(http -> {
      features.become(Mood.SERVING_ANOTHER_AGE);
      send(http, "application/x-ndjson", (USER + "\n").repeat(40));
    });
    assertThat(broken()).containsExactly("errors ");
    assertThat(state(second)).isEqualTo("open");
  }

  private void othersCountTheSame(int services) {
    registry.execute(
        """
        INSERT INTO prediction_log.tally
          (counted_from, instance, model_name, model_version, role, kind, input, count)
        SELECT counted_from, CAST(md5(instance || another::text) AS uuid),
          model_name, model_version, role, kind, input, count
        FROM prediction_log.tally, generate_series(1, %d) another
        """
            .formatted(services));
  }

  /** What a service is asked. */
  private interface Asking {
    void of(HttpProbe http) throws Exception;
  }

  /** Asks a service, and ends it. */
  private void served(Asking asking, String... settings) {
    try (ConfigurableApplicationContext service = registry.start(features, settings);
        HttpProbe http = TestedRegistry.probe(service)) {
      asking.of(http);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private List<String> broken() {
    return new Evaluator(registry.owner(), Clock.systemUTC(), Duration.ofSeconds(10), "test")
        .look().seen().getFirst().findings().stream()
            .filter(Finding::isBroken)
            .map(each -> each.rule().rule() + " " + each.subject())
            .toList();
  }

  private String state(ModelVersion version) {
    return JdbcClient.create(registry.owner())
        .sql("SELECT breaker FROM registry.serving WHERE version = :version AND alias = 'champion'")
        .param("version", version.number())
        .query(String.class)
        .single();
  }

  private Map<String, Long> tallied() {
    return JdbcClient.create(registry.owner())
        .sql(
            """
            SELECT format('%s %s %s %s', model_version, role, kind, input) AS what,
              sum(count)::bigint AS count
            FROM prediction_log.tally
            GROUP BY 1
            """)
        .query((row, _) -> Map.entry(row.getString("what"), row.getLong("count")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String repeated(String text, int times) {
    return IntStream.range(0, times)
        .mapToObj(_ -> text)
        .collect(Collectors.joining(text.endsWith("\n") ? "" : ","));
  }

  private static String csv(int rows) {
    return "nb_previous_loans,avg_amount_loans_previous,age,years_on_the_job,flag_own_car\n"
        + "1,2.5,33,,0\n".repeat(rows);
  }

  private static HttpResponse<String> send(HttpProbe http, String type, String body) {
    return http.send(
        http.request("/score?explain=none", "Content-Type", type, "Accept", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}
