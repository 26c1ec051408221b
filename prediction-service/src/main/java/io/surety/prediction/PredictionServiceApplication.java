package io.surety.prediction;

import io.surety.login.serving.SafeLogin;
import io.surety.prediction.audit.AuditServing;
import io.surety.prediction.champion.ChampionServing;
import io.surety.prediction.champion.ModelSource;
import io.surety.prediction.decisions.DecisionServing;
import io.surety.prediction.features.FeatureCalling;
import io.surety.prediction.inference.InferenceServing;
import io.surety.prediction.invocations.InvocationServing;
import io.surety.prediction.predictions.PredictionServing;
import io.surety.prediction.scoring.ScoreServing;
import io.surety.prediction.shadow.ShadowServing;
import io.surety.prediction.tallies.TallyServing;
import io.surety.prediction.versions.VersionServing;
import io.surety.web.DatabaseHealth;
import io.surety.web.OpenApiDocument;
import io.surety.web.SuretyService;
import io.surety.web.tokens.Access;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * The prediction service. Its settings are in {@code prediction-service.yaml}; arguments such as
 * {@code --server.port=8080} come before them.
 */
@SuretyService
@Import({
  SafeLogin.class,
  ChampionServing.class,
  VersionServing.class,
  FeatureCalling.class,
  AuditServing.class,
  ShadowServing.class,
  TallyServing.class,
  ScoreServing.class,
  InferenceServing.class,
  InvocationServing.class,
  DecisionServing.class,
  PredictionServing.class
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
        .initializers(new ModelSource.WithoutDatabase())
        .properties("spring.config.name=prediction-service")
        .run(args);
  }

  @Bean
  @Conditional(ModelSource.Registry.class)
  DatabaseHealth databaseHealthIndicator(DataSource database) {
    return new DatabaseHealth(database);
  }

  /** Whether it answers, other protocols' probes ask without a token, as Kubernetes does. */
  @Bean
  Access access() {
    return new Access(
        "score",
        Set.of("/v2/health/live", "/v2/health/ready", "/ping", "/health"),
        Map.of("/models", "models.approve", "/predictions", "predictions.read"));
  }

  @Bean
  OpenApiDocument contract() {
    return new OpenApiDocument("openapi/prediction-service.yaml");
  }
}
