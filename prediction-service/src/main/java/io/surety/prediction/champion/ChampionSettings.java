package io.surety.prediction.champion;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which model is served, and how soon a promotion is noticed.
 *
 * @param model the model's name in the registry
 * @param poll the time between two looks at the registry
 */
@ConfigurationProperties("surety.champion")
record ChampionSettings(
    @DefaultValue("loan-risk") String model, @DefaultValue("500ms") Duration poll) {

  ChampionSettings {
    if (model.isBlank()) {
      throw new IllegalArgumentException(
          "surety.champion.model names a model of the registry, but it is blank.");
    }
    if (poll.toMillis() < 10) {
      throw new IllegalArgumentException(
          "surety.champion.poll is at least 10ms, but it is " + poll.toMillis() + "ms.");
    }
  }
}
