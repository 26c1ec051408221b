package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.predictionlog.LoggedPrediction;
import io.surety.testing.Eventually;
import io.surety.testing.KillableServer;
import io.surety.testing.RandomKills;
import io.surety.testing.TestDatabase;
import io.surety.web.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever is killed while decisions are made, every answer that somebody got is in the log, once
 * and as it was answered. What was logged and never answered may be there too: it was decided, and
 * nobody was told.
 */
class KilledLoggingIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CALLERS = 8;
  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  @Test
  void losesAndDoublesNoAnswerWhoeverIsKilled() throws Exception {
    try (KillableServer server = KillableServer.create();
        TestDatabase database = TestDatabase.create(server);
        TestedRegistry registry = new TestedRegistry(database);
        FakeFeatureService features = new FakeFeatureService()) {
      registry.promote(TinyBundle.answering(0.4));
      try (Service service = new Service(registry.arguments(features));
          Callers callers = new Callers(service)) {
        new RandomKills("KilledLoggingIT", 18, Duration.ofMillis(1_500))
            .amongst(
                List.of(service, server),
                () -> {
                  callers.awaitAnother();
                  requireAllLogged(callers.answered(), registry);
                });
      }
    }
  }

  private static void requireAllLogged(Map<UUID, Double> answered, TestedRegistry registry) {
    Map<UUID, Double> before = Map.copyOf(answered);
    Set<UUID> found = new HashSet<>();
    for (LoggedPrediction each : registry.logged()) {
      assertThat(found.add(each.id())).as("%s is there once", each.id()).isTrue();
      Double probability = before.get(each.id());
      if (probability != null && each.scored() != null) {
        assertThat(each.scored().probability()).isEqualTo(probability);
      }
    }
    assertThat(found).as("everything that was answered").containsAll(before.keySet());
  }

  /** The service, each time in a new process. */
  private static final class Service implements RandomKills.Victim, AutoCloseable {

    private final List<String> arguments;
    private volatile ServiceProcess process;

    Service(List<String> arguments) throws IOException {
      this.arguments = arguments;
      this.process = ServiceProcess.start(arguments);
    }

    @Override
    public String name() {
      return "the service";
    }

    HttpResponse<String> post(String body) {
      return process.http().post("/score", body);
    }

    @Override
    public void kill() {
      try {
        process.kill();
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void revive() {
      try {
        process = ServiceProcess.start(arguments);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** People who ask without end, and write down what they were answered. */
  private static final class Callers implements AutoCloseable {

    private final Service service;
    private final Map<UUID, Double> answered = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Callers(Service service) {
      this.service = service;
      for (int caller = 0; caller < CALLERS; caller++) {
        int age = 20 + 5 * caller;
        String body =
            "{\"features\": {\"nb_previous_loans\": 15, \"avg_amount_loans_previous\": 128.9, \"age\": %d, \"years_on_the_job\": null, \"flag_own_car\": 1}}"
                .formatted(age);
        threads.execute(() -> ask(body));
      }
    }

    private void ask(String body) {
      while (!ended.get()) {
        try {
          HttpResponse<String> answer = service.post(body);
          if (answer.statusCode() == 200) {
            JsonNode told = JSON.readTree(answer.body());
            answered.put(
                UUID.fromString(told.get("prediction_id").stringValue()),
                told.get("probability").doubleValue());
          }
        } catch (UncheckedIOException killed) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }

    Map<UUID, Double> answered() {
      return answered;
    }

    void awaitAnother() {
      int before = answered.size();
      Eventually.within(PATIENCE, "another answer", () -> answered.size() > before);
    }

    @Override
    public void close() {
      ended.set(true);
      threads.close();
    }
  }
}
