package io.surety.standalone;

import io.surety.featureservice.FeatureServiceApplication;
import io.surety.prediction.PredictionServiceApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** Both services in this process, each with the login that may do only what it needs. */
final class Services implements AutoCloseable {

  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ConfigurableApplicationContext features;
  private final ConfigurableApplicationContext predictions;

  private Services(
      ConfigurableApplicationContext features, ConfigurableApplicationContext predictions) {
    this.features = features;
    this.predictions = predictions;
  }

  /** Starts both at once, and returns when both answer. */
  static Services start(EmbeddedServer server, Ports ports) {
    CompletableFuture<ConfigurableApplicationContext> features =
        CompletableFuture.supplyAsync(
            () ->
                FeatureServiceApplication.start(
                    arguments(server, Login.FEATURES, ports.features(), List.of())),
            Services::onThreadOfItsOwn);
    try {
      ConfigurableApplicationContext predictions =
          PredictionServiceApplication.start(
              arguments(
                  server,
                  Login.PREDICTIONS,
                  ports.scores(),
                  List.of("--surety.features.url=http://127.0.0.1:" + ports.features())));
      return new Services(features.join(), predictions);
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /**
   * Waits until both would tell a probe that they are ready, which opens their first connections to
   * the database; a service without a model is ready all the same.
   *
   * @return false when one of them is not in this time
   */
  boolean awaitReady(Duration patience) {
    List<HealthEndpoint> both =
        Stream.of(features, predictions)
            .map(service -> service.getBean(HealthEndpoint.class))
            .toList();
    long end = System.nanoTime() + patience.toNanos();
    while (!both.stream().allMatch(Services::isReady)) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
    return true;
  }

  private static boolean isReady(HealthEndpoint health) {
    HealthDescriptor readiness = health.healthForPath("readiness");
    return readiness != null && readiness.getStatus().equals(Status.UP);
  }

  private static void onThreadOfItsOwn(Runnable work) {
    Thread.ofPlatform().daemon().name("feature-service").start(work);
  }

  private static String[] arguments(
      EmbeddedServer server, Login login, int port, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--surety.management.port=" + Ports.management(port),
                "--spring.datasource.url=" + server.jdbcUrl(),
                "--spring.datasource.username=" + login.role(),
                "--spring.datasource.password=" + server.password(login),
                // The first caller is a person: what can be made before is not left to that call.
                "--spring.mvc.servlet.load-on-startup=1",
                // The order of leaving is kept in one place.
                "--spring.main.register-shutdown-hook=false"));
    arguments.addAll(more);
    return arguments.toArray(String[]::new);
  }

  /** Finishes the requests that have begun, scores before the features that they ask for. */
  @Override
  public void close() {
    predictions.close();
    features.close();
  }
}
