package io.surety.benchmarks.echo;

import io.surety.featureservice.FeatureServiceApplication;
import io.surety.prediction.PredictionServiceApplication;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Either service as it is, and an echo beside it. Prints its port when it answers, and ends with
 * its parent.
 */
public final class ServiceWithEcho {

  private ServiceWithEcho() {}

  /** The services that there are. */
  public enum Service {
    FEATURES("feature-service", "feature-service"),
    /** Answers without logging what it decided. */
    PREDICTIONS("prediction-service", "prediction-service"),
    /** Answers what is logged, as it does when nothing is said. */
    LOGGED_PREDICTIONS("prediction-service", "prediction-service with its log");

    private final String serviceName;
    private final String words;

    Service(String serviceName, String words) {
      this.serviceName = serviceName;
      this.words = words;
    }

    /** What it is called in tables. */
    public String words() {
      return words;
    }

    /** Its name, which is also the name of its settings. */
    public String serviceName() {
      return serviceName;
    }

    Class<?> application() {
      return switch (this) {
        case FEATURES -> FeatureServiceApplication.class;
        case PREDICTIONS, LOGGED_PREDICTIONS -> PredictionServiceApplication.class;
      };
    }
  }

  /** Starts the service that the first argument names; the others are settings of it. */
  public static void main(String... args) throws IOException {
    Service service = Service.valueOf(args[0]);
    String[] settings = Arrays.copyOfRange(args, 1, args.length);
    ConfigurableApplicationContext running =
        new SpringApplicationBuilder(service.application(), EchoEndpoint.class)
            .main(service.application())
            .properties("spring.config.name=" + service.serviceName())
            .run(settings);
    System.out.println("PORT " + running.getEnvironment().getRequiredProperty("local.server.port"));
    while (System.in.read() >= 0) {
      // Only the end of the stream means anything: the parent is gone.
    }
    running.close();
    System.exit(0);
  }
}
