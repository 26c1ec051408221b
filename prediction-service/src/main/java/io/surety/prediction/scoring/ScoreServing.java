package io.surety.prediction.scoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.surety.prediction.audit.DecisionLog;
import io.surety.prediction.champion.ModelSource;
import io.surety.prediction.features.FeatureCalls;
import io.surety.prediction.shadow.Shadow;
import io.surety.prediction.tallies.Tallies;
import io.surety.web.Refusals;
import io.surety.web.tokens.Callers;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint and what answers behind it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScoreSettings.class)
@Import({ScoreEndpoint.class, ExamplesEndpoint.class, ScoreRefusals.class})
public class ScoreServing {

  /** Their answers with reasons take some 8 MB. */
  private static final int ROWS_AT_ONCE = 4_000;

  /** Right behind what measures requests, so that their status and time are those of the answer. */
  private static final int BEHIND_OBSERVATIONS = Ordered.HIGHEST_PRECEDENCE + 2;

  /** Says how far ahead a date may be, by the day in UTC. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  FilterRegistrationBean<HeldAnswers> heldAnswers(Refusals refusals) {
    FilterRegistrationBean<HeldAnswers> filter =
        new FilterRegistrationBean<>(new HeldAnswers(refusals));
    filter.setOrder(BEHIND_OBSERVATIONS);
    return filter;
  }

  /** Shared by all protocols. */
  @Bean
  ManyRows manyRows() {
    return new ManyRows(ROWS_AT_ONCE);
  }

  @Bean
  Deciding deciding(
      MeterRegistry meters,
      PrometheusRegistry prometheus,
      DecisionLog log,
      Callers callers,
      Shadow shadow,
      Tallies tallies,
      ManyRows manyRows) {
    return new Deciding(
        new PredictionIds(),
        new ScoreMetrics(meters, prometheus),
        log,
        callers,
        shadow,
        tallies,
        manyRows);
  }

  @Bean
  Scoring scoring(
      FeatureCalls featureCalls,
      Environment settings,
      ScoreSettings score,
      Clock clock,
      ManyRows manyRows) {
    boolean usersKnown =
        !ModelSource.isFile(settings) || settings.containsProperty("surety.features.url");
    return new Scoring(
        featureCalls,
        usersKnown,
        new Freshness(score.staleAfter(), score.staleFeatures(), clock),
        manyRows);
  }

  @Bean
  LineScoring lineScoring(
      Scoring scoring,
      Deciding deciding,
      JsonMapper json,
      Clock clock,
      ScoreSettings settings,
      MeterRegistry meters) {
    return new LineScoring(scoring, deciding, json, clock, settings, meters);
  }
}
