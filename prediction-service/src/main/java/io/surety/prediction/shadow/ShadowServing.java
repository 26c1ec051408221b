package io.surety.prediction.shadow;

import io.micrometer.core.instrument.MeterRegistry;
import io.surety.prediction.audit.UnhurriedLog;
import io.surety.prediction.champion.Champion;
import io.surety.prediction.tallies.Tallies;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Those who score in shadow. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShadowSettings.class)
public class ShadowServing {

  @Bean
  Shadow shadow(
      Champion champion,
      UnhurriedLog log,
      MeterRegistry meters,
      ShadowSettings settings,
      Tallies tallies) {
    return new Shadow(champion, log, new ShadowMetrics(meters), settings, tallies);
  }
}
