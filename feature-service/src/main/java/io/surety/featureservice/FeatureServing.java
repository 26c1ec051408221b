package io.surety.featureservice;

import io.surety.featurestore.BatchedFeatures;
import io.surety.featurestore.Features;
import io.surety.featurestore.PostgresFeatures;
import io.surety.login.serving.SafeLogin;
import io.surety.web.DatabaseHealth;
import io.surety.web.OpenApiDocument;
import io.surety.web.tokens.Access;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the service is made of. */
@Configuration(proxyBeanMethods = false)
@Import({SafeLogin.class, FeaturesEndpoint.class, FeatureRefusals.class})
class FeatureServing {

  /** Says what day it is for whoever names none: the day in UTC, wherever the service runs. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Features features(DataSource database) {
    return new BatchedFeatures(new PostgresFeatures(database));
  }

  @Bean
  DatabaseHealth databaseHealthIndicator(DataSource database) {
    return new DatabaseHealth(database);
  }

  @Bean
  Access access() {
    return Access.with("features.read");
  }

  @Bean
  OpenApiDocument contract() {
    return new OpenApiDocument("openapi/feature-service.yaml");
  }
}
