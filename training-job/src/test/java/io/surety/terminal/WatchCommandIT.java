package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.surety.testing.Eventually;
import io.surety.testing.TestDatabase;
import io.surety.watch.Watch;
import io.surety.watch.WatchSettings;
import io.surety.watching.AllNews;
import io.surety.watching.DataReadings;
import io.surety.watching.WatchHealth;
import io.surety.watching.WatchLines;
import io.surety.watching.WatchMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchCommandIT {

  private static final WatchSettings SETTINGS =
      new WatchSettings(Duration.ofSeconds(1), null, "test");

  private TestDatabase database;
  private TestPerson owner;

  @BeforeEach
  void migrate() {
    database = TestDatabase.create();
    owner = TestPerson.of(database, database.user(), database.password());
    owner.types("migrate").endsWith(ExitCode.DONE);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void saysThatThereIsNothingToWatch() {
    owner
        .types("watch", "--once")
        .endsWith(ExitCode.DONE)
        .says("No version is champion or canary, so there is nothing to watch.");
  }

  @Test
  void leavesLookingToAnotherThatLooks() {
    try (Watch watch = watch(new CopyOnWriteArrayList<>())) {
      Eventually.within(
          Duration.ofSeconds(30),
          "the lock is held",
          () -> {
            return owner.types("watch", "--once").exitCode() == ExitCode.FAILED.number();
          });
    }
    owner.types("watch", "--once").endsWith(ExitCode.DONE);
  }

  @Test
  void refusesLooksThatAreTooCloseAndAddressesThatAreNone() {
    owner
        .types("watch", "--once", "--every", "PT0.1S")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("Looks are between PT1S and PT1H apart");
    owner.types("watch", "--every", "often").endsWith(ExitCode.WRONG_USAGE);
  }

  @Test
  void tellsPrometheusWhoLooksAndTheClusterThatItGoesOn() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    DataReadings readings = new DataReadings(database.owner(), Clock.systemUTC(), lines::add);
    WatchMetrics metrics = new WatchMetrics(Clock.systemUTC(), SETTINGS.every(), readings);
    WatchHealth health = new WatchHealth(Clock.systemUTC(), SETTINGS.every());
    try (readings;
        HTTPServer server = metrics.serve(InetAddress.getLoopbackAddress(), 0, health);
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(asked(client, server, "/metrics").body())
          .contains("surety_watch_leader 0.0")
          .doesNotContain("surety_webhook_backlog");
      assertThat(asked(client, server, "/health/liveness").statusCode()).isEqualTo(200);
      assertThat(asked(client, server, "/health/readiness").statusCode()).isEqualTo(503);
      assertThat(asked(client, server, "/elsewhere").statusCode()).isEqualTo(404);
      readings.start();
      Eventually.within(
          Duration.ofSeconds(30),
          "the data was read",
          () -> {
            return asked(client, server, "/metrics").body().contains("surety_webhook_backlog 0.0");
          });
      try (Watch watch =
          Watch.start(
              database.owner(),
              SETTINGS,
              Clock.systemUTC(),
              new AllNews(new WatchLines(lines::add), metrics, health))) {
        Eventually.within(
            Duration.ofSeconds(30), "it is elected", () -> lines.contains("watch elected"));
        assertThat(asked(client, server, "/metrics").body()).contains("surety_watch_leader 1.0");
        Eventually.within(
            Duration.ofSeconds(30),
            "it is ready",
            () -> asked(client, server, "/health/readiness").statusCode() == 200);
      }
      assertThat(lines).last().isEqualTo("watch stands by");
    }
  }

  private static HttpResponse<String> asked(HttpClient client, HTTPServer server, String path) {
    URI address = URI.create("http://127.0.0.1:%d%s".formatted(server.getPort(), path));
    try {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private Watch watch(List<String> lines) {
    return Watch.start(database.owner(), SETTINGS, Clock.systemUTC(), new WatchLines(lines::add));
  }
}
