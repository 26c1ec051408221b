package io.surety.prediction.champion;

import io.surety.prediction.champion.Standing.Lagging;
import io.surety.prediction.champion.Standing.Serving;
import io.surety.prediction.champion.Standing.Unasked;
import io.surety.prediction.champion.Standing.Unusable;
import io.surety.prediction.champion.Standing.Vacant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready with a champion that is verified, and also while the registry has none: that is a fact
 * about the registry, not a fault of this process.
 */
final class ChampionHealth implements HealthIndicator {

  private static final String CHAMPION = "champion";

  private final Champion champion;

  ChampionHealth(Champion champion) {
    this.champion = champion;
  }

  @Override
  public Health health() {
    return switch (champion.standing()) {
      case Serving(LoadedModel model) when model.approved() ->
          Health.up().withDetail(CHAMPION, model.version().toString()).build();
      case Serving(LoadedModel model) ->
          Health.up()
              .withDetail(CHAMPION, model.version().toString())
              .withDetail("approved", false)
              .build();
      case Lagging(LoadedModel model, Standing.Refused newer) ->
          Health.up()
              .withDetail(CHAMPION, model.version().toString())
              .withDetail("refused", newer.served().version().toString())
              .withDetail("reason", newer.reason())
              .build();
      case Vacant() ->
          Health.up()
              .withDetail(CHAMPION, "none")
              .withDetail(
                  "reason", new NoApprovedModel(champion.modelName(), champion.alias()).detail())
              .build();
      case Unusable(Standing.Refused refused) ->
          Health.down()
              .withDetail(CHAMPION, "none")
              .withDetail("refused", refused.served().version().toString())
              .withDetail("reason", refused.reason())
              .build();
      case Unasked() ->
          Health.outOfService()
              .withDetail(CHAMPION, "unknown")
              .withDetail("reason", "The registry has not been reached yet.")
              .build();
    };
  }
}
