package io.surety.prediction.champion;

import io.surety.registry.Alias;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which model is served, and how soon a promotion is noticed.
 *
 * @param model the model's name in the registry
 * @param poll the time between two looks at the registry
 * @param alias which version of it: the one that this alias points at
 * @param bundle an export that is served instead of the registry; null for the registry
 * @param allowUnapproved whether such a file may hold what nobody approved; every answer says so
 */
@ConfigurationProperties("surety.champion")
record ChampionSettings(
    @DefaultValue("loan-risk") String model,
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("champion") Alias alias,
    @Nullable Path bundle,
    @DefaultValue("false") boolean allowUnapproved) {

  ChampionSettings {
    if (alias.equals(Alias.CHALLENGER)) {
      throw new IllegalArgumentException(
          "surety.champion.alias is challenger, but a challenger answers nobody: it scores in the shadow of the champion or a canary. Name one of these.");
    }
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
