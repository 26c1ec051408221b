package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService.Mood;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A feature service that stalls, fails, dies and comes back, as callers of /score see it. */
class ResilienceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String USER = "{\"user_id\": 5008804}";
  private static final String FEATURES =
      "{\"features\": {\"nb_previous_loans\": 1, \"avg_amount_loans_previous\": 2.5, \"age\": 33,"
          + " \"years_on_the_job\": 1, \"flag_own_car\": 0}}";

  private final FakeFeatureService features = new FakeFeatureService();
  private final TestedRegistry registry = new TestedRegistry();
  private final List<AutoCloseable> started = new ArrayList<>();

  @BeforeEach
  void promote() {
    registry.promote(TinyBundle.answering(0.2));
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
  void aServiceThatStallsIsLeftAloneAndFoundAgain() {
    HttpProbe http =
        start(
            "--surety.features.read-limit=200ms",
            "--surety.features.circuit.minimum=4",
            "--surety.features.circuit.pause=1s");
    assertThat(http.post("/score", USER).statusCode()).isEqualTo(200);
    features.become(Mood.STALLING);
    Eventually.within(
        PATIENCE,
        "the circuit opens",
        () -> {
          http.post("/score", USER);
          return metric(http, "surety_feature_circuit_open 1.0");
        });

    int before = features.calls().size();
    for (int asked = 0; asked < 50; asked++) {
      HttpResponse<String> refused = http.post("/score", USER);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("urn:surety:problem:features-unavailable");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }
    assertThat(features.calls().size() - before).as("calls while it is left alone").isLessThan(25);
    assertThat(http.post("/score", FEATURES).statusCode()).isEqualTo(200);

    features.become(Mood.WELL);
    Eventually.within(
        PATIENCE, "features again", () -> http.post("/score", USER).statusCode() == 200);
    Eventually.within(
        PATIENCE,
        "the circuit closes",
        () ->
            http.post("/score", USER).statusCode() == 200
                && metric(http, "surety_feature_circuit_open 0.0"));
  }

  @Test
  void aServiceThatFailsIsAskedTwiceAndNoMore() {
    HttpProbe http = start();
    features.become(Mood.FAILING);
    assertThat(http.post("/score", USER).statusCode()).isEqualTo(503);
    assertThat(features.calls()).hasSize(2);
    assertThat(metric(http, "surety_feature_retries_total 1.0")).isTrue();
    features.become(Mood.FORBIDDING);
    assertThat(http.post("/score", USER).statusCode()).isEqualTo(403);
    assertThat(features.calls()).as("whom it does not let in").hasSize(1);
  }

  @Test
  void aServiceThatDiedIsRefusedAtOnceAndItsRowsAreScored() {
    HttpProbe http = start("--surety.features.circuit.minimum=4");
    features.close();
    Eventually.within(
        PATIENCE,
        "the circuit opens",
        () -> {
          http.post("/score", USER);
          return metric(http, "surety_feature_circuit_open 1.0");
        });
    assertThat(http.post("/score", USER).statusCode()).isEqualTo(503);
    assertThat(http.post("/score", FEATURES).statusCode()).isEqualTo(200);
    assertThat(http.get("/actuator/health/readiness").statusCode())
        .as("taking every replica out would help nobody")
        .isEqualTo(200);
  }

  @Test
  void whoWaitsForFeaturesLeavesRoomForTheOthers() throws Exception {
    HttpProbe http =
        start(
            "--surety.features.bulkhead.requests=2",
            "--surety.features.bulkhead.patience=0ms",
            "--surety.features.read-limit=20s",
            "--surety.features.total-limit=20s");
    features.become(Mood.GATHERING);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int each = 0; each < 2; each++) {
        waiting.add(callers.submit(() -> http.post("/score", USER)));
      }
      Eventually.within(PATIENCE, "both ask", () -> features.calls().size() == 2);

      HttpResponse<String> refused = http.post("/score", USER);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("urn:surety:problem:features-unavailable");
      assertThat(http.post("/score", FEATURES).statusCode()).isEqualTo(200);
      assertThat(metric(http, "surety_feature_calls_refused_total{by=\"bulkhead\"} 1.0")).isTrue();

      features.release();
      for (Future<HttpResponse<String>> each : waiting) {
        assertThat(each.get().statusCode()).isEqualTo(200);
      }
    }
  }

  private static boolean metric(HttpProbe http, String line) {
    return http.get("/actuator/prometheus").body().contains(line);
  }

  private HttpProbe start(String... settings) {
    ConfigurableApplicationContext service = registry.start(features, settings);
    started.add(service);
    HttpProbe http = TestedRegistry.probe(service);
    started.add(http);
    return http;
  }
}
