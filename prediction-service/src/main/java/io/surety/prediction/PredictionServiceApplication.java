package io.surety.prediction;

import io.surety.prediction.champion.ChampionServing;
import io.surety.prediction.features.FeatureCalling;
import io.surety.prediction.inference.InferenceServing;
import io.surety.prediction.invocations.InvocationServing;
import io.surety.prediction.scoring.ScoreServing;
import io.surety.prediction.versions.VersionServing;
import io.surety.web.DatabaseHealth;
import io.surety.web.OpenApiDocument;
import io.surety.web.SuretyService;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The prediction service. Its settings are in {@code prediction-service.yaml}; arguments such as
 * {@code --server.port=8080} come before them.
 */
@SuretyService
@Import({
  ChampionServing.class,
  VersionServing.class,
  FeatureCalling.class,
  ScoreServing.class,
  InferenceServing.class,
  InvocationServing.class
})
public class PredictionServiceApplication {

  /** Runs the service until the process is told to end. */
  public static void main(String[] args) {
    start(args);
  }

  /** Starts the service and returns once it answers; closing the context stops it gracefully. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(PredictionServiceApplication.class)
        .main(PredictionServiceApplication.class)
        .properties("spring.config.name=prediction-service")
        .run(args);
  }

  @Bean
  DatabaseHealth databaseHealthIndicator(DataSource database) {
    return new DatabaseHealth(database);
  }

  @Bean
  OpenApiDocument contract() {
    return new OpenApiDocument("openapi/prediction-service.yaml");
  }
}
