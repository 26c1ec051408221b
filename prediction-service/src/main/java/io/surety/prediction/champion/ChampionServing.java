package io.surety.prediction.champion;

import io.micrometer.core.instrument.MeterRegistry;
import io.surety.registry.PostgresServedModels;
import io.surety.registry.ServedModels;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The champion and those who look after it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChampionSettings.class)
public class ChampionServing {

  @Bean
  ServedModels servedModels(DataSource database) {
    return new PostgresServedModels(database);
  }

  @Bean
  Champion champion(ChampionSettings settings) {
    return new Champion(settings);
  }

  @Bean
  ChampionRounds championRounds(
      ServedModels registry, Champion champion, ChampionSettings settings, MeterRegistry meters) {
    ChampionWatch watch = new ChampionWatch(registry, champion, new ChampionMetrics(meters));
    return new ChampionRounds(watch, settings);
  }

  /** Has the first look begin before the web server is made; otherwise it would begin after it. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> championFirst(ChampionRounds begun) {
    return _ -> {};
  }

  @Bean
  ChampionHealth championHealthIndicator(Champion champion) {
    return new ChampionHealth(champion);
  }
}
