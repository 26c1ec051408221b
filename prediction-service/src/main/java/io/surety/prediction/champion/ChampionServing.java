package io.surety.prediction.champion;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.surety.bundle.UnreadableBundle;
import io.surety.registry.PostgresServedModels;
import io.surety.registry.ServedModels;
import io.surety.web.StartRefused;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The champion and those who look after it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChampionSettings.class)
public class ChampionServing {

  private static final Logger LOG = LoggerFactory.getLogger(ChampionServing.class);

  @Bean
  ChampionHealth championHealthIndicator(Champion champion) {
    return new ChampionHealth(champion);
  }

  /** The model that an alias of the registry points at. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(ModelSource.Registry.class)
  static class FromRegistry {

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

    /** Has the first look begin before the web server is made; otherwise it would begin after. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> championFirst(ChampionRounds begun) {
      return _ -> {};
    }
  }

  /** The model of a file, verified before anything else is made. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(ModelSource.File.class)
  static class FromFile {

    @Bean
    ServedFile servedModels(ChampionSettings settings, MeterRegistry meters) {
      Path file = requireNonNull(settings.bundle());
      try {
        LoadedModel model = LoadedModel.of(BundleFile.read(file, settings.allowUnapproved()));
        new ChampionMetrics(meters)
            .show(new Standing.Serving(model.as(new Capacity.Pointed(settings.alias()))));
        if (model.approved()) {
          LOG.info("champion_loaded version={} file={}", model.version(), file);
        } else {
          LOG.warn("champion_not_approved version={} file={}", model.version(), file);
        }
        return new ServedFile(model);
      } catch (UnreadableBundle refused) {
        throw new StartRefused(
            "surety.champion.bundle is %s, which cannot be served: %s"
                .formatted(file, refused.getMessage()),
            "Name an export that './surety export' wrote of an approved version.");
      }
    }

    @Bean
    Champion champion(ServedFile file, ChampionSettings settings) {
      return Champion.fixed(file.model(), settings.alias());
    }

    @Bean
    FilterRegistrationBean<UnapprovedAnswers> unapprovedAnswers(ServedFile file) {
      FilterRegistrationBean<UnapprovedAnswers> filter =
          new FilterRegistrationBean<>(new UnapprovedAnswers());
      filter.setEnabled(!file.model().approved());
      return filter;
    }
  }
}
