package io.surety.prediction.scoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.surety.prediction.champion.Champion;
import io.surety.prediction.features.FeatureCalls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoint and what answers behind it. */
@Configuration(proxyBeanMethods = false)
@Import({ScoreEndpoint.class, ScoreRefusals.class})
public class ScoreServing {

  @Bean
  Scoring scoring(
      Champion champion,
      FeatureCalls featureCalls,
      MeterRegistry meters,
      PrometheusRegistry prometheus) {
    return new Scoring(
        champion, featureCalls, new PredictionIds(), new ScoreMetrics(meters, prometheus));
  }
}
