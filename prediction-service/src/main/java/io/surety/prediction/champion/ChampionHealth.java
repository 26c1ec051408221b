package io.surety.prediction.champion;

import io.surety.prediction.champion.Standing.Lagging;
import io.surety.prediction.champion.Standing.Serving;
import io.surety.prediction.champion.Standing.Unasked;
import io.surety.prediction.champion.Standing.Unusable;
import io.surety.prediction.champion.Standing.Vacant;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
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
      case Serving(LoadedModel model) -> serving(model);
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

  /** Up also while a breaker is open: somebody answers, and says so in every answer. */
  private static Health serving(LoadedModel model) {
    Health.Builder up = Health.up();
    switch (model.capacity()) {
      case Capacity.Pointed _, Capacity.Named _ ->
          up.withDetail(CHAMPION, model.version().toString());
      case Capacity.Fallback(ModelVersion instead, BreakerState breaker) ->
          up.withDetail(CHAMPION, instead.toString())
              .withDetail("breaker", breaker.written())
              .withDetail("answered_by", model.version().toString());
      case Capacity.Policy(_, BreakerState breaker, String detail) ->
          up.withDetail(CHAMPION, model.version().toString())
              .withDetail("breaker", breaker.written())
              .withDetail("answered_by", Capacity.Policy.ROLE)
              .withDetail("reason", detail);
    }
    if (!model.approved()) {
      up.withDetail("approved", false);
    }
    return up.build();
  }
}
