package io.surety.prediction.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.prediction.champion.Champion;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.Substitute;
import io.surety.runs.RunLogMigrations;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.watch.Evaluator;
import io.surety.watch.WatchMigrations;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A version proves itself on the requests of a running service, and the watch closes its breaker.
 */
class ProvenVersionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TRIAL = 100;
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(
          Instead.PREVIOUS,
          Decision.REFER,
          Duration.ZERO,
          0.5,
          TRIAL,
          List.of(
              new WatchRule(
                  WatchedFigure.LATENCY, Duration.ofMinutes(10), 50, 1_000, Consequence.OPEN)));

  @Test
  void answersAgainWhenItsTrialHadItsAnswers() {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry()) {
      RunLogMigrations.migrate(registry.owner());
      WatchMigrations.migrate(registry.owner());
      registry.promote(TinyBundle.answering(0.2));
      ModelVersion second = registry.promote(TinyBundle.answering(0.3, POLICY));
      registry.halfOpen(second, Alias.CHAMPION);
      Evaluator evaluator =
          new Evaluator(registry.owner(), Clock.systemUTC(), Duration.ofSeconds(10), "test");
      try (ConfigurableApplicationContext service = registry.start(features);
          HttpProbe http = TestedRegistry.probe(service)) {
        await(
            "the probe",
            () -> http.get("/actuator/prometheus").body().contains("role=\"probe\",version=\"2\""));
        score(http, TRIAL / 2);
        await("the first probed", () -> probed(registry) > 0);
        evaluator.look();
        assertThat(state(registry, second)).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(score(http, 1)).contains("loan-risk/1,");

        score(http, 4 * TRIAL);
        await("the whole trial", () -> probed(registry) >= TRIAL);
        evaluator.look();

        assertThat(state(registry, second)).isEqualTo(BreakerState.CLOSED);
        await("its own answer", () -> score(http, 1).contains(",loan-risk/2,,,,"));
        await(
            "nothing to prove any more",
            () -> service.getBean(Champion.class).findProbe().isEmpty());
      }
    }
  }

  /** Whoever asks by a protocol that has no room for the policy's answer helps it back, too. */
  @Test
  void answersAgainAlsoWhereAllItsRequestsWereRefused() {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry()) {
      RunLogMigrations.migrate(registry.owner());
      WatchMigrations.migrate(registry.owner());
      ModelVersion only = registry.promote(TinyBundle.answering(0.3, POLICY));
      registry.halfOpen(only, Alias.CHAMPION, new Substitute.Policy(PolicyAnswer.REFER));
      Evaluator evaluator =
          new Evaluator(registry.owner(), Clock.systemUTC(), Duration.ofSeconds(10), "test");
      try (ConfigurableApplicationContext service = registry.start(features);
          HttpProbe http = TestedRegistry.probe(service)) {
        await(
            "the probe",
            () -> http.get("/actuator/prometheus").body().contains("role=\"probe\",version=\"1\""));
        String rows = "[1, 2.5, 33, 1, 0],".repeat(4 * TRIAL - 1) + "[1, 2.5, 33, 1, 0]";
        String asked = "{\"instances\": [" + rows + "]}";
        assertThat(http.post("/invocations", asked).statusCode()).isEqualTo(503);
        await("the whole trial", () -> probed(registry) >= TRIAL);

        evaluator.look();

        assertThat(state(registry, only)).isEqualTo(BreakerState.CLOSED);
        await("its own answer", () -> http.post("/invocations", asked).statusCode() == 200);
      }
    }
  }

  private static BreakerState state(TestedRegistry registry, ModelVersion version) {
    return new PostgresBreakers(registry.owner()).find(version, Alias.CHAMPION).state();
  }

  private static long probed(TestedRegistry registry) {
    return registry.logged().stream().filter(each -> each.role() == AnswerRole.PROBE).count();
  }

  private static String score(HttpProbe http, int rows) {
    String body =
        "nb_previous_loans,avg_amount_loans_previous,age,years_on_the_job,flag_own_car\n"
            + IntStream.range(0, rows).mapToObj(_ -> "1,2.5,33,,0\n").collect(Collectors.joining());
    return http.send(
            http.request("/score?explain=none", "Content-Type", "text/csv", "Accept", "text/csv")
                .POST(BodyPublishers.ofString(body))
                .build())
        .body();
  }

  private static void await(String fact, BooleanSupplier reached) {
    Eventually.within(PATIENCE, fact, reached);
  }
}
