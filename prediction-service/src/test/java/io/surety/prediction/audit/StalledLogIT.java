package io.surety.prediction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nothing is answered that is not logged, whatever the database does. */
class StalledLogIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FEATURES_OF_YOUNG =
      "{\"nb_previous_loans\": 15, \"avg_amount_loans_previous\": 128.9, \"age\": 33, \"years_on_the_job\": null, \"flag_own_car\": 1}";
  private static final String YOUNG = "{\"features\": " + FEATURES_OF_YOUNG + "}";

  /** More than are logged at a time. */
  private static final String ROWS_OF_PIECES =
      Collections.nCopies(1_000, YOUNG).stream().collect(Collectors.joining(",", "[", "]"));

  private FakeFeatureService features;
  private TestedRegistry registry;

  @BeforeEach
  void create() {
    features = new FakeFeatureService();
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.4));
  }

  @AfterEach
  void close() {
    features.close();
    registry.close();
  }

  @Test
  void refusesWhileTheLogIsStalledAndGoesOnAfterwards() throws SQLException {
    try (ConfigurableApplicationContext service = start("durable");
        HttpProbe http = TestedRegistry.probe(service)) {
      assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(200);
      int before = registry.logged().size();
      try (Connection stalling = registry.stall()) {
        List<CompletableFuture<HttpResponse<String>>> asked =
            IntStream.range(0, 40)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> http.post("/score", YOUNG)))
                .toList();
        for (CompletableFuture<HttpResponse<String>> each : asked) {
          requireNotLogged(each.join());
        }
        requireRefused(
            http.post(
                "/invocations", "{\"dataframe_records\": [%s]}".formatted(FEATURES_OF_YOUNG)));
        requireRefused(
            http.post(
                "/v2/models/loan-risk/infer",
                "{\"inputs\": [{\"name\": \"rows\", \"shape\": [1, 5], \"datatype\": \"FP64\", \"data\": [15, 128.9, 33, null, 1]}]}"));
        requireNotLogged(csv(http));
        requireNotLogged(http.post("/score", ROWS_OF_PIECES));
        requireLinesNotLogged(http);
        assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(http.get("/actuator/health/readiness").body()).contains("not writable");
        assertThat(http.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        stalling.rollback();
      }
      assertThat(registry.logged()).hasSize(before);
      assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(200);
      assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
      assertThat(metric(http, "surety_audit_failures_total")).isPositive();
      assertThat(metric(http, "surety_audit_rows_total")).isEqualTo(2);
      assertThat(
              metric(http, "surety_decisions_total{decision=\"approve\"}")
                  + metric(http, "surety_decisions_total{decision=\"refer\"}")
                  + metric(http, "surety_decisions_total{decision=\"decline\"}"))
          .as("decisions that were answered")
          .isEqualTo(2);
    }
  }

  private static HttpResponse<String> csv(HttpProbe http) {
    return http.send(
        http.request("/score")
            .header("Content-Type", "text/csv")
            .POST(
                BodyPublishers.ofString(
                    "nb_previous_loans,avg_amount_loans_previous,age,years_on_the_job,flag_own_car\n15,,33,,1\n"))
            .build());
  }

  private static void requireNotLogged(HttpResponse<String> answer) {
    requireRefused(answer);
    assertThat(answer.body()).contains("urn:surety:problem:decision-not-logged");
  }

  private static void requireRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("without that none is given").doesNotContain("probability");
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
  }

  private static void requireLinesNotLogged(HttpProbe http) {
    HttpResponse<String> answer =
        http.send(
            http.request("/score")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(YOUNG + "\nno JSON\n"))
                .build());
    List<JsonNode> lines = answer.body().lines().map(line -> JSON.readTree(line)).toList();
    assertThat(lines).extracting(line -> line.get("status").intValue()).containsExactly(503, 400);
    assertThat(lines.getFirst().get("type").stringValue()).endsWith("decision-not-logged");
  }

  @Test
  void outlivesTheLossOfItsConnectionsWithoutLosingOrDoublingAnything() throws SQLException {
    try (ConfigurableApplicationContext service = start("durable");
        HttpProbe http = TestedRegistry.probe(service)) {
      Set<UUID> answered = new HashSet<>();
      for (int round = 0; round < 20; round++) {
        List<CompletableFuture<HttpResponse<String>>> asked =
            IntStream.range(0, 16)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> http.post("/score", YOUNG)))
                .toList();
        registry.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
                .formatted(registry.serviceLogin()));
        for (CompletableFuture<HttpResponse<String>> each : asked) {
          HttpResponse<String> answer = each.join();
          if (answer.statusCode() == 200) {
            answered.add(
                UUID.fromString(JSON.readTree(answer.body()).get("prediction_id").stringValue()));
          } else {
            requireNotLogged(answer);
          }
        }
      }
      List<UUID> logged = registry.logged().stream().map(each -> each.id()).toList();
      assertThat(logged).doesNotHaveDuplicates().containsAll(answered);
      assertThat(answered).hasSizeGreaterThan(160);
    }
  }

  @Test
  void goesOnDecidingWhileManyWaitForPastDecisions() throws SQLException {
    try (ConfigurableApplicationContext service = start("durable");
        HttpProbe http = TestedRegistry.probe(service)) {
      UUID known = id(http.post("/score", YOUNG));
      registry.execute(
          """
          CREATE OR REPLACE FUNCTION prediction_log.find(id uuid)
          RETURNS SETOF prediction_log.prediction
          LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
          AS $$ SELECT pg_sleep(60); SELECT p.* FROM prediction_log.prediction p WHERE p.prediction_id = id $$
          """);
      AtomicBoolean asking = new AtomicBoolean(true);
      List<CompletableFuture<Void>> asked =
          IntStream.range(0, 20)
              .mapToObj(_ ->
                  CompletableFuture.runAsync(() -> {
                    while (asking.get()) {
                      assertThat(http.get("/predictions/" + known).statusCode()).isEqualTo(503);
                    }
                  }))
              .toList();
      Eventually.within(PATIENCE, "lookups wait", () -> lookups() == 2);

      for (int request = 0; request < 20; request++) {
        assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(200);
      }

      asking.set(false);
      asked.forEach(CompletableFuture::join);
    }
  }

  private long lookups() {
    return JdbcClient.create(registry.owner())
        .sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
        .query(Long.class)
        .single();
  }

  @Test
  void isNotReadyWithALoginThatMayNotWrite() {
    registry.execute(
        "REVOKE surety_model_reader FROM %1$s; GRANT USAGE ON SCHEMA registry TO %1$s; GRANT SELECT ON ALL TABLES IN SCHEMA registry TO %1$s"
            .formatted(registry.serviceLogin()));
    try (ConfigurableApplicationContext service = start("durable");
        HttpProbe http = TestedRegistry.probe(service)) {
      assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
      requireNotLogged(http.post("/score", YOUNG));
    }
  }

  @Test
  void answersAtOnceAndLogsLaterWhenToldSo() throws SQLException {
    List<UUID> answered = new ArrayList<>();
    try (ConfigurableApplicationContext service = start("async");
        HttpProbe http = TestedRegistry.probe(service)) {
      try (Connection stalling = registry.stall()) {
        for (int request = 0; request < 20; request++) {
          answered.add(id(http.post("/score", YOUNG)));
        }
        assertThat(metric(http, "surety_audit_queue")).isEqualTo(20);
        stalling.rollback();
      }
      answered.add(id(http.post("/score", YOUNG)));
      // The end of the service waits for what is queued.
    }
    assertThat(registry.logged()).extracting(each -> each.id()).containsExactlyElementsOf(answered);
  }

  @Test
  void countsWhatIsLostWhenTheQueueIsFull() throws SQLException {
    try (ConfigurableApplicationContext service = start("async", "--surety.audit.queue=5");
        HttpProbe http = TestedRegistry.probe(service)) {
      try (Connection stalling = registry.stall()) {
        for (int request = 0; request < 12; request++) {
          assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(200);
        }
        assertThat(metric(http, "surety_audit_lost_total")).isEqualTo(7);
        assertThat(http.get("/actuator/health").body()).contains("\"lost\":7");
        Eventually.within(
            PATIENCE,
            "it is ready all the same",
            () -> http.get("/actuator/health/readiness").statusCode() == 200);
        stalling.rollback();
      }
      Eventually.within(PATIENCE, "five are logged", () -> registry.logged().size() == 5);
      assertThat(metric(http, "surety_audit_queue")).isZero();
    }
  }

  @Test
  void isReadyToLoseDecisionsOnlyWhereSomebodyWouldMissThem() {
    registry.execute(
        "REVOKE EXECUTE ON FUNCTION prediction_log.tell_async FROM surety_model_reader");
    try (ConfigurableApplicationContext service = start("async");
        HttpProbe http = TestedRegistry.probe(service)) {
      HttpResponse<String> readiness = http.get("/actuator/health/readiness");
      assertThat(readiness.statusCode()).as(readiness.body()).isEqualTo(503);

      registry.execute(
          "GRANT EXECUTE ON FUNCTION prediction_log.tell_async TO surety_model_reader");

      Eventually.within(
          PATIENCE,
          "it is ready",
          () -> http.get("/actuator/health/readiness").statusCode() == 200);
    }
  }

  @Test
  void saysThatItLogsNothingWhenItIsOff() {
    try (ConfigurableApplicationContext service = start("off");
        HttpProbe http = TestedRegistry.probe(service)) {
      assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(200);
      assertThat(http.get("/actuator/health").body()).contains("\"mode\":\"off\"");
      assertThat(metric(http, "surety_audit_mode{mode=\"off\"}")).isOne();
    }
    assertThat(registry.logged()).isEmpty();
  }

  private ConfigurableApplicationContext start(String mode, String... more) {
    List<String> settings =
        new ArrayList<>(List.of("--surety.audit.mode=" + mode, "--surety.audit.time-limit=500ms"));
    settings.addAll(List.of(more));
    return registry.start(features, settings.toArray(String[]::new));
  }

  private static UUID id(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return UUID.fromString(JSON.readTree(answer.body()).get("prediction_id").stringValue());
  }

  private static double metric(HttpProbe http, String name) {
    return http.get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}
