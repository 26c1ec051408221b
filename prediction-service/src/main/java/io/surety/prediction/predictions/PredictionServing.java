package io.surety.prediction.predictions;

import io.surety.prediction.audit.LogDatabase;
import io.surety.prediction.versions.ServableVersions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Past decisions over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({PredictionEndpoint.class, PredictionRefusals.class})
public class PredictionServing {

  @Bean
  PastPredictions pastPredictions(LogDatabase database, ServableVersions versions) {
    return new PastPredictions(database, versions);
  }
}
