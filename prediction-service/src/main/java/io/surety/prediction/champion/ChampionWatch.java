package io.surety.prediction.champion;

import io.surety.bundle.UnreadableBundle;
import io.surety.prediction.champion.Standing.Lagging;
import io.surety.prediction.champion.Standing.Refused;
import io.surety.prediction.champion.Standing.Serving;
import io.surety.prediction.champion.Standing.Unasked;
import io.surety.prediction.champion.Standing.Unusable;
import io.surety.prediction.champion.Standing.Vacant;
import io.surety.registry.DamagedBundle;
import io.surety.registry.ModelNotFound;
import io.surety.registry.ServedModels;
import io.surety.registry.ServedModels.Served;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Champion} equal to what the registry says. A version that cannot be served is
 * refused once, and whatever served before it goes on; a registry that cannot be reached changes
 * nothing. Not for several threads at once.
 */
final class ChampionWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ChampionWatch.class);

  private final ServedModels registry;
  private final Champion champion;
  private final ChampionMetrics metrics;
  private boolean away;

  ChampionWatch(ServedModels registry, Champion champion, ChampionMetrics metrics) {
    this.registry = registry;
    this.champion = champion;
    this.metrics = metrics;
  }

  /** Looks at the registry once, and loads what is new. */
  void look() {
    try {
      Optional<Served> served = registry.find(champion.modelName(), champion.alias());
      Standing before = champion.standing();
      Standing now = served.map(version -> follow(before, version)).orElseGet(Vacant::new);
      if (!now.equals(before)) {
        champion.stand(now);
        metrics.show(now);
        tell(now);
      }
      if (away) {
        away = false;
        LOG.info("registry_reached_again");
      }
    } catch (RuntimeException failure) {
      if (!away) {
        away = true;
        LOG.warn("registry_not_reached model={}", champion.modelName(), failure);
      }
    }
  }

  private Standing follow(Standing before, Served served) {
    return switch (before) {
      case Serving(LoadedModel model) when model.served().equals(served) -> before;
      case Lagging(LoadedModel model, _) when model.served().equals(served) -> new Serving(model);
      case Lagging(_, Refused newer) when newer.served().equals(served) -> before;
      case Unusable(Refused refused) when refused.served().equals(served) -> before;
      case Serving(LoadedModel model) -> load(served, model);
      case Lagging(LoadedModel model, _) -> load(served, model);
      case Unusable(_), Vacant(), Unasked() -> load(served, null);
    };
  }

  private Standing load(Served served, @Nullable LoadedModel previous) {
    try {
      return new Serving(LoadedModel.verified(served, registry.bundle(served.sha256())));
    } catch (UnreadableBundle | DamagedBundle | ModelNotFound refused) {
      metrics.countRefusal();
      Refused newer = new Refused(served, String.valueOf(refused.getLocalizedMessage()));
      return previous == null ? new Unusable(newer) : new Lagging(previous, newer);
    }
  }

  private static void tell(Standing now) {
    switch (now) {
      case Serving(LoadedModel model) -> LOG.info("champion_loaded version={}", model.version());
      case Vacant() -> LOG.warn("champion_missing");
      case Lagging(LoadedModel model, Refused newer) ->
          LOG.error(
              "champion_refused version={} still_serving={} reason=\"{}\"",
              newer.served().version(),
              model.version(),
              newer.reason());
      case Unusable(Refused refused) ->
          LOG.error(
              "champion_refused version={} still_serving=none reason=\"{}\"",
              refused.served().version(),
              refused.reason());
      case Unasked() -> LOG.info("champion_unasked");
    }
  }
}
