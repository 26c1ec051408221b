package io.surety.prediction.champion;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where the model comes from: a file that the settings name, or else the registry. */
public final class ModelSource {

  private static final String BUNDLE = "surety.champion.bundle";

  private ModelSource() {}

  /** Whether the model comes from a file. */
  public static boolean isFile(Environment environment) {
    String file = environment.getProperty(BUNDLE);
    return file != null && !file.isBlank();
  }

  /** Holds when the model comes from a file. */
  public static final class File implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isFile(context.getEnvironment());
    }
  }

  /** Holds when the model comes from the registry. */
  public static final class Registry implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isFile(context.getEnvironment());
    }
  }

  /** Leaves the database out of a service that has its model from a file. */
  public static final class WithoutDatabase
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      if (isFile(context.getEnvironment())) {
        context
            .getEnvironment()
            .getPropertySources()
            .addFirst(
                new MapPropertySource(
                    "model-from-a-file",
                    Map.of(
                        "spring.autoconfigure.exclude",
                        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                        "management.endpoint.health.group.readiness.include",
                        "readinessState, champion, audit")));
      }
    }
  }
}
