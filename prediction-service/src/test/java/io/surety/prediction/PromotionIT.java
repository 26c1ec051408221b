package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.ModelVersion;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** One service through the life of its champions, from none at all to a database that is gone. */
class PromotionIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ONE_OF_EACH =
      """
      [{"user_id": 5008804}, {"features": {"nb_previous_loans": 1, "avg_amount_loans_previous": 2.5,
       "age": 33, "years_on_the_job": 1, "flag_own_car": 0}}]
      """;

  /** How long it took to follow what was promoted. */
  private final List<Duration> changes = new ArrayList<>();

  @Test
  void servesWhatTheRegistrySaysAndNeverFailsARequestForIt() throws Exception {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry();
        ConfigurableApplicationContext service =
            registry.start(features, "--surety.audit.mode=async");
        HttpProbe http = TestedRegistry.probe(service)) {
      isReadyButScoresNothingWithoutAChampion(http);
      ModelVersion first = servesTheFirstChampionInTime(registry, http);
      followsPromotionsUnderLoad(registry, http);
      keepsServingWhenTheNextChampionIsDamaged(registry, http);
      registry.promote(first);
      awaitChange("the first again", () -> version(http) == first.number());
      assertThat(readiness(http).body()).doesNotContain("refused");
      assertThat(changes)
          .as("most changes are followed in time; this machine may stop for a moment in one")
          .filteredOn(took -> took.compareTo(PROMISED) <= 0)
          .hasSizeGreaterThan(changes.size() / 2);
      registry.close();
      keepsServingWithoutItsDatabase(http, first);
    }
  }

  private void awaitChange(String expectation, BooleanSupplier followed) {
    long begun = System.nanoTime();
    Eventually.within(PATIENCE, expectation, followed);
    changes.add(Duration.ofNanos(System.nanoTime() - begun));
  }

  private static void isReadyButScoresNothingWithoutAChampion(HttpProbe http) {
    HttpResponse<String> answer = http.post("/score", ONE_OF_EACH);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("urn:surety:problem:no-approved-model", "./surety promote");
    assertThat(readiness(http).statusCode()).isEqualTo(200);
    assertThat(readiness(http).body()).contains("\"champion\":\"none\"");
    assertThat(http.get("/actuator/prometheus").body()).contains("surety_champion_serving 0.0");
  }

  private ModelVersion servesTheFirstChampionInTime(TestedRegistry registry, HttpProbe http) {
    ModelVersion first = registry.promote(TinyBundle.answering(0.2));
    awaitChange("the first champion", () -> http.post("/score", ONE_OF_EACH).statusCode() == 200);
    assertThat(readiness(http).body()).contains("\"champion\":\"loan-risk/1\"");
    return first;
  }

  private void followsPromotionsUnderLoad(TestedRegistry registry, HttpProbe http)
      throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    Queue<String> failed = new ConcurrentLinkedQueue<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> calls =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  callers.submit(() -> {
                    while (!enough.get()) {
                      HttpResponse<String> answer = http.post("/score", ONE_OF_EACH);
                      answered.incrementAndGet();
                      if (!isWhole(answer)) {
                        failed.add(answer.statusCode() + " " + answer.body());
                      }
                    }
                  }))
              .toList();
      try {
        for (double probability : new double[] {0.3, 0.4, 0.6}) {
          ModelVersion next = registry.promote(TinyBundle.answering(probability));
          awaitChange(next.toString(), () -> version(http) == next.number());
        }
      } finally {
        enough.set(true);
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    assertThat(failed).isEmpty();
    assertThat(answered.get()).isGreaterThan(20);
  }

  /** Answered, by one version throughout, with the probability of that version. */
  private static boolean isWhole(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      return false;
    }
    var items = JSON.readTree(answer.body());
    double[] young = {0.2, 0.3, 0.4, 0.6};
    int version = items.at("/0/model/version").intValue();
    return items.at("/0/model").equals(items.at("/1/model"))
        && items.at("/0/probability").equals(items.at("/1/probability"))
        && Math.abs(items.at("/0/probability").doubleValue() - young[version - 1]) < 1e-6;
  }

  private void keepsServingWhenTheNextChampionIsDamaged(TestedRegistry registry, HttpProbe http) {
    int before = version(http);
    ModelVersion damaged = registry.promote("no bundle".getBytes(StandardCharsets.UTF_8));
    awaitChange(
        "the damaged one is refused",
        () -> readiness(http).body().contains("\"refused\":\"" + damaged + "\""));
    assertThat(readiness(http).statusCode()).isEqualTo(200);
    assertThat(version(http)).isEqualTo(before);
    assertThat(http.get("/actuator/prometheus").body())
        .contains("surety_champion_refused_total 1.0", "surety_champion_serving 1.0");
  }

  private static void keepsServingWithoutItsDatabase(HttpProbe http, ModelVersion loaded) {
    Eventually.within(PATIENCE, "unreadiness", () -> readiness(http).statusCode() == 503);
    assertThat(readiness(http).body()).contains("\"database\":\"unreachable\"");
    assertThat(http.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(version(http)).isEqualTo(loaded.number());
  }

  @Test
  void startsWhileTheDatabaseIsAwayAndSaysSo() {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry();
        ConfigurableApplicationContext service = registry.startFarAway(features);
        HttpProbe http = TestedRegistry.probe(service)) {
      HttpResponse<String> answer = http.post("/score", ONE_OF_EACH);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("urn:surety:problem:database-unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(readiness(http).statusCode()).isEqualTo(503);
      assertThat(readiness(http).body()).contains("\"database\":\"unreachable\"");
      assertThat(http.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> readiness(HttpProbe http) {
    return http.get("/actuator/health/readiness");
  }

  private static int version(HttpProbe http) {
    return JSON.readTree(http.post("/score", ONE_OF_EACH).body()).at("/0/model/version").intValue();
  }
}
