package io.surety.prediction.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests of many rows have the same room, whatever protocols they come by. */
class ManyRowsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** More than are decided at a time. */
  private static final int ALL_THE_ROOM = 5_000;

  private static final int MANY = 100;

  /** The ways to ask that know rows of any number. */
  private enum Protocol {
    SCORE,
    SCORE_CSV,
    INFER,
    INVOCATIONS,
    INVOCATIONS_CSV;

    HttpResponse<String> ask(HttpProbe http, int rows) {
      String listed = "[0,0,0,0,0]" + ",[0,0,0,0,0]".repeat(rows - 1);
      return switch (this) {
        case SCORE -> http.post("/score?explain=none", "{\"data\": [%s]}".formatted(listed));
        case SCORE_CSV -> csv(http, "/score?explain=none", rows);
        case INFER ->
            http.post(
                "/v2/models/loan-risk/infer",
                "{\"inputs\": [{\"name\": \"rows\", \"shape\": [%d, 5], \"datatype\": \"FP64\", \"data\": [%s]}]}"
                    .formatted(rows, listed));
        case INVOCATIONS -> http.post("/invocations", "{\"instances\": [%s]}".formatted(listed));
        case INVOCATIONS_CSV -> csv(http, "/invocations", rows);
      };
    }

    private static HttpResponse<String> csv(HttpProbe http, String path, int rows) {
      String body =
          "nb_previous_loans,avg_amount_loans_previous,age,years_on_the_job,flag_own_car\n"
              + "0,0,0,0,0\n".repeat(rows);
      return http.send(
          http.request(path, "Content-Type", "text/csv")
              .POST(BodyPublishers.ofString(body))
              .build());
    }
  }

  private final FakeFeatureService features = new FakeFeatureService();
  private final TestedRegistry registry = new TestedRegistry();

  @AfterEach
  void close() {
    features.close();
    registry.close();
  }

  @Test
  void noProtocolDecidesManyRowsWhileAnotherHasAllTheRoom() throws SQLException {
    registry.promote(TinyBundle.answering(0.4));
    try (ConfigurableApplicationContext service =
            registry.start(features, "--surety.audit.time-limit=15s");
        HttpProbe http = TestedRegistry.probe(service)) {
      for (Protocol holding : List.of(Protocol.INFER, Protocol.INVOCATIONS)) {
        CompletableFuture<HttpResponse<String>> all;
        CompletableFuture<HttpResponse<String>> few;
        try (Connection stalling = registry.stall()) {
          all = later(() -> holding.ask(http, ALL_THE_ROOM));
          Eventually.within(PATIENCE, "it waits for the log", () -> writers() == 1);
          few = later(() -> Protocol.INFER.ask(http, MANY - 1));
          Map<Protocol, CompletableFuture<HttpResponse<String>>> refused = new TreeMap<>();
          for (Protocol each : Protocol.values()) {
            refused.put(each, later(() -> each.ask(http, MANY)));
          }
          refused.forEach((protocol, answer) -> requireNoRoom(protocol, answer.join()));
          stalling.rollback();
        }
        assertThat(all.join().statusCode()).as("who had the room").isEqualTo(200);
        assertThat(few.join().statusCode()).as("who has few rows").isEqualTo(200);
        for (Protocol each : Protocol.values()) {
          assertThat(each.ask(http, MANY).statusCode()).as("%s again", each).isEqualTo(200);
        }
      }
    }
  }

  private static void requireNoRoom(Protocol protocol, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as("%s: %s", protocol, answer.body()).isEqualTo(503);
    assertThat(answer.body()).as("%s", protocol).contains("busy with as many large bodies");
    assertThat(answer.headers().firstValue("Retry-After")).as("%s", protocol).isPresent();
  }

  private static CompletableFuture<HttpResponse<String>> later(
      Supplier<HttpResponse<String>> asked) {
    return CompletableFuture.supplyAsync(asked, Thread::startVirtualThread);
  }

  /** How many write to the log and are kept out of it. */
  private long writers() {
    return JdbcClient.create(registry.owner())
        .sql(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'COPY %'
            """)
        .query(Long.class)
        .single();
  }
}
