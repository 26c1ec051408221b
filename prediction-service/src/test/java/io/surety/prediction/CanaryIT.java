package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two services on one registry, of which one serves the canary. */
class CanaryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ROW =
      """
      {"features": {"nb_previous_loans": 1, "avg_amount_loans_previous": 2.5, "age": 33,
       "years_on_the_job": 1, "flag_own_car": 0}}
      """;

  @Test
  void servesTheAliasItWasStartedForUntilThatIsWithdrawn() {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry()) {
      registry.promote(TinyBundle.answering(0.2));
      ModelVersion canary = registry.approve(TinyBundle.answering(0.3));
      try (ConfigurableApplicationContext champions = registry.start(features);
          ConfigurableApplicationContext canaries =
              registry.start(features, "--surety.champion.alias=canary");
          HttpProbe champion = TestedRegistry.probe(champions);
          HttpProbe http = TestedRegistry.probe(canaries)) {
        assertThat(http.post("/score", ROW).body())
            .contains("No version of loan-risk is canary", "--to canary");

        registry.promote(canary, Alias.CANARY);
        Eventually.within(
            PATIENCE,
            "the canary",
            () -> http.post("/score", ROW).body().contains("\"version\":2"));
        assertThat(champion.post("/score", ROW).body()).contains("\"version\":1");

        registry.withdraw(Alias.CANARY);
        Eventually.within(PATIENCE, "its end", () -> http.post("/score", ROW).statusCode() == 503);
        assertThat(champion.post("/score", ROW).body()).contains("\"version\":1");
      }
    }
  }
}
