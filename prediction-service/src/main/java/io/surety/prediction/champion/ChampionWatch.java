package io.surety.prediction.champion;

import io.surety.prediction.champion.Followed.Loaded.Refused;
import io.surety.prediction.champion.Followed.Loaded.Usable;
import io.surety.prediction.champion.Standing.Lagging;
import io.surety.prediction.champion.Standing.Serving;
import io.surety.prediction.champion.Standing.Unusable;
import io.surety.prediction.champion.Standing.Vacant;
import io.surety.registry.Alias;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.ServedModels;
import io.surety.registry.ServedModels.Answering;
import io.surety.registry.ServedModels.Served;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Champion} equal to what the registry says. A version that cannot be served is
 * refused once, and whatever served before it goes on; a registry that cannot be reached changes
 * nothing.
 *
 * <p>While a breaker is not closed, the fallback answers, or the policy where there is none that
 * can be served. Whoever may have to answer next is loaded before, in a look in which nothing else
 * changed, so that a switch costs no load. The challenger is loaded the same way. Not for several
 * threads at once.
 */
final class ChampionWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ChampionWatch.class);

  private final ServedModels registry;
  private final Champion champion;
  private final ChampionMetrics metrics;
  private final Followed followed;
  private @Nullable Answering seen;
  private Optional<Served> challenger = Optional.empty();
  private boolean away;

  ChampionWatch(ServedModels registry, Champion champion, ChampionMetrics metrics) {
    this.registry = registry;
    this.champion = champion;
    this.metrics = metrics;
    this.followed = new Followed(registry, metrics);
  }

  /** Looks at the registry once, and loads what is new. */
  void look() {
    try {
      Optional<Answering> now = registry.answering(champion.modelName(), champion.alias());
      if (now.isEmpty()) {
        seen = null;
        followed.keepOnly(Set.of());
        probe(Optional.empty());
        challenge(Optional.empty());
        stand(new Vacant());
      } else if (now.get().equals(seen)) {
        prepare(now.get());
      } else {
        stand(follow(champion.standing(), now.get()));
        probe(now.get().probe().flatMap(followed::find));
        seen = now.get();
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

  private void stand(Standing now) {
    if (!now.equals(champion.standing())) {
      champion.stand(now);
      metrics.show(now);
      tell(now);
    }
  }

  private void probe(Optional<LoadedModel> half) {
    if (!half.equals(champion.findProbe())) {
      champion.probe(half);
      showShadows();
    }
  }

  private void showShadows() {
    metrics.shadow(
        champion.findChallenger().map(LoadedModel::version),
        champion.findProbe().map(LoadedModel::version));
  }

  /** One that cannot be served challenges nobody; whoever answers is not touched by it. */
  private void challenge(Optional<Served> now) {
    if (now.equals(challenger)) {
      return;
    }
    Optional<Followed.Loaded> loaded = now.map(followed::load);
    champion.challenge(now.flatMap(followed::find));
    showShadows();
    challenger = now;
    switch (loaded.orElse(null)) {
      case null -> LOG.info("challenger_gone");
      case Usable(LoadedModel model) -> LOG.info("challenger_loaded version={}", model.version());
      case Refused(Standing.Refused why) ->
          LOG.error(
              "challenger_refused version={} reason=\"{}\"", why.served().version(), why.reason());
    }
  }

  private Standing follow(Standing before, Answering now) {
    return now.policy()
        .map(policy -> replace(before, now, policy))
        .orElseGet(() -> serve(before, now.present()));
  }

  private Standing serve(Standing before, Served present) {
    return switch (followed.load(present)) {
      case Usable(LoadedModel model) ->
          serving(before, model, new Capacity.Pointed(champion.alias()));
      case Refused(Standing.Refused newer) ->
          switch (before) {
            case Serving(LoadedModel model) -> new Lagging(model, newer);
            case Lagging(LoadedModel model, _) -> new Lagging(model, newer);
            case Standing.Unasked(), Vacant(), Unusable(_) -> new Unusable(newer);
          };
    };
  }

  /** The same standing as before when nothing changed in it. */
  private static Standing serving(Standing before, LoadedModel model, Capacity capacity) {
    return before instanceof Serving(LoadedModel same)
            && same.served().equals(model.served())
            && same.capacity().equals(capacity)
        ? before
        : new Serving(model.as(capacity));
  }

  /** Whoever answers while a breaker is not closed. */
  private Standing replace(Standing before, Answering now, PolicyAnswer policy) {
    Followed.@Nullable Loaded fallback = now.fallback().map(followed::load).orElse(null);
    if (fallback instanceof Usable(LoadedModel model)) {
      return serving(before, model, new Capacity.Fallback(now.present().version(), now.breaker()));
    }
    String detail =
        fallback instanceof Refused(Standing.Refused why)
            ? "The breaker of %s is %s, and %s, which should answer instead, cannot be served (%s). So the policy decides: %s."
                .formatted(
                    now.present().version(),
                    now.breaker().written(),
                    why.served().version(),
                    why.reason(),
                    policy.written())
            : "The breaker of %s is %s, and no other version answers instead. So the policy decides: %s."
                .formatted(now.present().version(), now.breaker().written(), policy.written());
    return switch (followed.load(now.present())) {
      case Usable(LoadedModel model) ->
          serving(before, model, new Capacity.Policy(policy, now.breaker(), detail));
      case Refused(Standing.Refused why) -> new Unusable(why);
    };
  }

  /** Loads one version that may have to answer next, and lets go of those that will not. */
  private void prepare(Answering now) {
    Set<Served> needed = needed(now);
    followed.keepOnly(needed);
    needed.forEach(followed::load);
    challenge(registry.find(champion.modelName(), Alias.CHALLENGER));
    probe(now.probe().flatMap(followed::find));
  }

  private Set<Served> needed(Answering now) {
    Optional<Served> other = now.policy().isPresent() ? now.fallback() : now.standby();
    return Stream.of(Optional.of(now.present()), other, challenger)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private static void tell(Standing now) {
    switch (now) {
      case Serving(LoadedModel model) -> tell(model);
      case Vacant() -> LOG.warn("champion_missing");
      case Lagging(LoadedModel model, Standing.Refused newer) ->
          LOG.error(
              "champion_refused version={} still_serving={} reason=\"{}\"",
              newer.served().version(),
              model.version(),
              newer.reason());
      case Unusable(Standing.Refused refused) ->
          LOG.error(
              "champion_refused version={} still_serving=none reason=\"{}\"",
              refused.served().version(),
              refused.reason());
      case Standing.Unasked() -> LOG.info("champion_unasked");
    }
  }

  private static void tell(LoadedModel model) {
    switch (model.capacity()) {
      case Capacity.Pointed _, Capacity.Named _ ->
          LOG.info("champion_loaded version={}", model.version());
      case Capacity.Fallback(var instead, var breaker) ->
          LOG.warn(
              "champion_replaced version={} breaker={} answered_by={}",
              instead,
              breaker.written(),
              model.version());
      case Capacity.Policy(var decision, var breaker, String detail) ->
          LOG.error(
              "champion_replaced version={} breaker={} answered_by=policy decision={} reason=\"{}\"",
              model.version(),
              breaker.written(),
              decision.written(),
              detail);
    }
  }
}
