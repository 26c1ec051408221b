package io.surety.standalone;

import io.surety.featureservice.FeatureServiceApplication;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.prediction.PredictionServiceApplication;
import io.surety.registry.RegistryMigrations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Both services in this process, on free ports and before a database that nobody answers for: they
 * start all the same, and answer that it is away. No requirement is that anything succeeds, only
 * that as much as possible of what a start uses is used.
 */
final class Rehearsal {

  private static final String FEATURES =
      "\"features\": {\"age\": 40, \"years_on_the_job\": null, \"nb_previous_loans\": 0,"
          + " \"avg_amount_loans_previous\": null, \"flag_own_car\": 1}";

  private final String nobody;

  Rehearsal() throws IOException {
    this.nobody = "jdbc:postgresql://127.0.0.1:" + portOfNobody() + "/nobody";
  }

  void run() throws IOException {
    migrate(FeatureStoreMigrations::migrate);
    migrate(RegistryMigrations::migrate);
    try (ConfigurableApplicationContext features =
            FeatureServiceApplication.start(settings(List.of()));
        ConfigurableApplicationContext predictions =
            PredictionServiceApplication.start(
                settings(List.of("--surety.features.url=" + address(features))));
        HttpClient http = HttpClient.newHttpClient()) {
      for (ConfigurableApplicationContext service : List.of(features, predictions)) {
        get(http, address(service) + "/actuator/health/readiness");
        get(http, address(service) + "/actuator/prometheus");
      }
      get(http, address(features) + "/features/1");
      post(http, address(features) + "/features/lookup", "{\"user_ids\": [1]}");
      post(http, address(predictions) + "/score", "{\"user_id\": 1}");
      post(http, address(predictions) + "/score", "{" + FEATURES + "}");
    }
  }

  private void migrate(Consumer<DataSource> migration) {
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setUrl(nobody);
    try {
      migration.accept(owner);
    } catch (RuntimeException away) {
      // As it has to be.
    }
  }

  private String[] settings(List<String> more) {
    List<String> all =
        List.of(
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--spring.datasource.url=" + nobody,
            "--spring.datasource.username=nobody",
            "--spring.datasource.password=none",
            "--spring.main.register-shutdown-hook=false");
    return Stream.concat(all.stream(), more.stream()).toArray(String[]::new);
  }

  private static String address(ConfigurableApplicationContext service) {
    return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
  }

  private static void get(HttpClient http, String address) throws IOException {
    send(http, HttpRequest.newBuilder(URI.create(address)).build());
  }

  private static void post(HttpClient http, String address, String body) throws IOException {
    send(
        http,
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static void send(HttpClient http, HttpRequest request) throws IOException {
    try {
      http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static int portOfNobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
