package io.surety.prediction.champion;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.surety.prediction.champion.Standing.Lagging;
import io.surety.prediction.champion.Standing.Serving;
import io.surety.prediction.champion.Standing.Unasked;
import io.surety.prediction.champion.Standing.Unusable;
import io.surety.prediction.champion.Standing.Vacant;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the metrics say about the champion: {@code surety_champion_serving} is 1 while one answers,
 * {@code surety_champion_info} names it, {@code surety_champion_refused_total} counts versions that
 * could not be served, and {@code surety_breaker_state} says how the breaker stands of the version
 * that the alias points at: 1 for one of its three states, 0 for the others.
 */
final class ChampionMetrics {

  private final MultiGauge info;
  private final MultiGauge breaker;
  private final MultiGauge shadows;
  private final Counter refused;
  private final AtomicInteger serving;
  private final AtomicInteger unapproved;

  ChampionMetrics(MeterRegistry registry) {
    this.info =
        MultiGauge.builder("surety.champion.info")
            .description("The version that answers, as labels; always 1")
            .register(registry);
    this.breaker =
        MultiGauge.builder("surety.breaker.state")
            .description("How the breaker stands of the version that an alias points at")
            .register(registry);
    this.shadows =
        MultiGauge.builder("surety.shadow.info")
            .description("The versions that score in shadow, as labels with their role; always 1")
            .register(registry);
    this.refused =
        Counter.builder("surety.champion.refused")
            .description("Champions of the registry that could not be loaded or verified")
            .register(registry);
    this.serving = new AtomicInteger();
    this.unapproved = new AtomicInteger();
    Gauge.builder("surety.champion.unapproved", unapproved::get)
        .description("1 while a model answers that nobody approved, because that was allowed")
        .register(registry);
    Gauge.builder("surety.champion.serving", serving::get)
        .description(
            "1 while a verified champion answers, or what a breaker put in its place; else 0")
        .register(registry);
  }

  void show(Standing standing) {
    boolean allowed = standing instanceof Serving(LoadedModel model) && !model.approved();
    unapproved.set(allowed ? 1 : 0);
    Optional<ModelVersion> version = versionOf(standing);
    serving.set(modelOf(standing).isPresent() ? 1 : 0);
    List<MultiGauge.Row<?>> rows =
        version.<List<MultiGauge.Row<?>>>map(now -> List.of(row(now))).orElse(List.of());
    info.register(rows, true);
    breaker.register(modelOf(standing).map(ChampionMetrics::breakerRows).orElse(List.of()), true);
  }

  void shadow(Optional<ModelVersion> challenger, Optional<ModelVersion> probe) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    challenger.ifPresent(
        version -> rows.add(MultiGauge.Row.of(labels(version).and("role", "challenger"), 1)));
    probe.ifPresent(
        version -> rows.add(MultiGauge.Row.of(labels(version).and("role", "probe"), 1)));
    shadows.register(rows, true);
  }

  private static List<MultiGauge.Row<?>> breakerRows(LoadedModel model) {
    return switch (model.capacity()) {
      case Capacity.Pointed _, Capacity.Named _ ->
          breakerRows(model.version(), BreakerState.CLOSED);
      case Capacity.Fallback(ModelVersion instead, BreakerState state) ->
          breakerRows(instead, state);
      case Capacity.Policy(_, BreakerState state, _) -> breakerRows(model.version(), state);
    };
  }

  private static List<MultiGauge.Row<?>> breakerRows(ModelVersion version, BreakerState now) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (BreakerState state : BreakerState.values()) {
      rows.add(
          MultiGauge.Row.of(labels(version).and("state", state.written()), state == now ? 1 : 0));
    }
    return rows;
  }

  void countRefusal() {
    refused.increment();
  }

  private static MultiGauge.Row<?> row(ModelVersion version) {
    return MultiGauge.Row.of(labels(version), 1);
  }

  private static Tags labels(ModelVersion version) {
    return Tags.of("model", version.name(), "version", Integer.toString(version.number()));
  }

  /** The version that answers; none where the policy does. */
  private static Optional<ModelVersion> versionOf(Standing standing) {
    return modelOf(standing)
        .filter(model -> !(model.capacity() instanceof Capacity.Policy))
        .map(LoadedModel::version);
  }

  private static Optional<LoadedModel> modelOf(Standing standing) {
    return switch (standing) {
      case Serving(LoadedModel model) -> Optional.of(model);
      case Lagging(LoadedModel model, _) -> Optional.of(model);
      case Vacant(), Unusable(_), Unasked() -> Optional.empty();
    };
  }
}
