package io.surety.prediction.scoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.surety.prediction.champion.Champion;
import io.surety.prediction.features.FeatureCalls;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoint and what answers behind it. */
@Configuration(proxyBeanMethods = false)
@Import({ScoreEndpoint.class, ScoreRefusals.class})
public class ScoreServing {

  /** Says how far ahead a date may be, by the day in UTC. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Deciding deciding(MeterRegistry meters, PrometheusRegistry prometheus) {
    return new Deciding(new PredictionIds(), new ScoreMetrics(meters, prometheus));
  }

  @Bean
  Scoring scoring(Champion champion, FeatureCalls featureCalls, Deciding deciding) {
    return new Scoring(champion, featureCalls, deciding);
  }
}
