package io.surety.prediction.champion;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.surety.registry.Alias;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;

/** A registry that a service looks at when a test lets it. */
abstract class WatchedRegistry {

  final FakeRegistry registry = new FakeRegistry();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Champion champion =
      new Champion(
          new ChampionSettings("loan-risk", Duration.ofMillis(500), Alias.CHAMPION, null, false));
  final ChampionWatch watch = new ChampionWatch(registry, champion, new ChampionMetrics(meters));

  Health health() {
    return new ChampionHealth(champion).health();
  }

  double breaker(String state) {
    return meters.get("surety.breaker.state").tags("state", state).gauge().value();
  }

  double serving() {
    return meters.get("surety.champion.serving").gauge().value();
  }
}
