package io.surety.prediction.scoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.surety.prediction.champion.ModelSource;
import io.surety.prediction.features.FeatureCalls;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint and what answers behind it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScoreSettings.class)
@Import({ScoreEndpoint.class, ExamplesEndpoint.class, ScoreRefusals.class})
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
  Scoring scoring(FeatureCalls featureCalls, Deciding deciding, Environment settings) {
    boolean usersKnown =
        !ModelSource.isFile(settings) || settings.containsProperty("surety.features.url");
    return new Scoring(featureCalls, usersKnown, deciding);
  }

  @Bean
  LineScoring lineScoring(
      Scoring scoring, JsonMapper json, Clock clock, ScoreSettings settings, MeterRegistry meters) {
    return new LineScoring(scoring, json, clock, settings, meters);
  }
}
