package io.surety.featureservice;

import io.surety.web.SuretyService;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The feature service. Its settings are in {@code feature-service.yaml}; arguments such as {@code
 * --server.port=8081} come before them.
 */
@SuretyService
@Import(FeatureServing.class)
public class FeatureServiceApplication {

  /** Runs the service until the process is told to end. */
  public static void main(String[] args) {
    start(args);
  }

  /** Starts the service and returns once it answers; closing the context stops it gracefully. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(FeatureServiceApplication.class)
        .main(FeatureServiceApplication.class)
        .properties("spring.config.name=feature-service")
        .run(args);
  }
}
