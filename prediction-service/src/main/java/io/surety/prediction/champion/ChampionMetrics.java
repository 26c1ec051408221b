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
import io.surety.registry.ModelVersion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the metrics say about the champion: {@code surety_champion_serving} is 1 while one answers,
 * {@code surety_champion_info} names it, {@code surety_champion_refused_total} counts versions that
 * could not be served.
 */
final class ChampionMetrics {

  private final MultiGauge info;
  private final Counter refused;
  private final AtomicInteger serving;
  private final AtomicInteger unapproved;

  ChampionMetrics(MeterRegistry registry) {
    this.info =
        MultiGauge.builder("surety.champion.info")
            .description("The version that answers, as labels; always 1")
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
        .description("1 while a verified champion answers, 0 while there is none")
        .register(registry);
  }

  void show(Standing standing) {
    boolean allowed = standing instanceof Serving(LoadedModel model) && !model.approved();
    unapproved.set(allowed ? 1 : 0);
    Optional<ModelVersion> version = versionOf(standing);
    serving.set(version.isPresent() ? 1 : 0);
    List<MultiGauge.Row<?>> rows =
        version.<List<MultiGauge.Row<?>>>map(now -> List.of(row(now))).orElse(List.of());
    info.register(rows, true);
  }

  void countRefusal() {
    refused.increment();
  }

  private static MultiGauge.Row<?> row(ModelVersion version) {
    Tags labels = Tags.of("model", version.name(), "version", Integer.toString(version.number()));
    return MultiGauge.Row.of(labels, 1);
  }

  private static Optional<ModelVersion> versionOf(Standing standing) {
    return switch (standing) {
      case Serving(LoadedModel model) -> Optional.of(model.version());
      case Lagging(LoadedModel model, _) -> Optional.of(model.version());
      case Vacant(), Unusable(_), Unasked() -> Optional.empty();
    };
  }
}
