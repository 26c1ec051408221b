package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.predictionlog.Predictions.Stretch;
import io.surety.testing.Eventually;
import io.surety.testing.KillableServer;
import io.surety.testing.RandomKills;
import io.surety.testing.TestDatabase;
import io.surety.web.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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

  /** Of them, who ask about many at once, which are logged in pieces. */
  private static final int CALLERS_OF_MANY = 2;

  private static final int MANY = 1_000;
  private static final Stretch EVER =
      new Stretch(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), null);
  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  /** The log is read from its beginning after each kill, and more would only make that slow. */
  private static final long BETWEEN_MANY_NANOS = Duration.ofMillis(100).toNanos();

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
                  assertThat(callers.numbersOfMany()).containsOnly(MANY);
                  callers.withoutMany(() -> requireAllLogged(callers.answered(), registry));
                });
      }
    }
  }

  private static void requireAllLogged(Map<UUID, Double> answered, TestedRegistry registry) {
    Map<UUID, Double> before = Map.copyOf(answered);
    Set<UUID> found = new HashSet<>();
    registry
        .predictions()
        .each(
            EVER,
            each -> {
              assertThat(found.add(each.id())).as("%s is there once", each.id()).isTrue();
              Double probability = before.get(each.id());
              if (probability != null && each.scored() != null) {
                assertThat(each.scored().probability()).isEqualTo(probability);
              }
            });
    Set<UUID> missing = new HashSet<>(before.keySet());
    missing.removeAll(found);
    assertThat(missing).as("answered, and not in the log").isEmpty();
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
      return process.http().post("/score?explain=none", body);
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
    private final Queue<Integer> numbersOfMany = new ConcurrentLinkedQueue<>();
    private final Semaphore many = new Semaphore(CALLERS_OF_MANY, true);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Callers(Service service) {
      this.service = service;
      for (int caller = 0; caller < CALLERS; caller++) {
        int age = 20 + 5 * caller;
        String body =
            "{\"features\": {\"nb_previous_loans\": 15, \"avg_amount_loans_previous\": 128.9, \"age\": %d, \"years_on_the_job\": null, \"flag_own_car\": 1}}"
                .formatted(age);
        if (caller < CALLERS_OF_MANY) {
          String bodies = String.join(",", Collections.nCopies(MANY, body));
          threads.execute(() -> askAboutMany("[" + bodies + "]"));
        } else {
          threads.execute(() -> ask(body));
        }
      }
    }

    private void ask(String body) {
      while (!ended.get()) {
        ask(body, this::writeDown);
      }
    }

    private void askAboutMany(String body) {
      while (!ended.get()) {
        many.acquireUninterruptibly();
        try {
          ask(body, this::writeDownMany);
        } finally {
          many.release();
        }
        LockSupport.parkNanos(BETWEEN_MANY_NANOS);
      }
    }

    private void ask(String body, Consumer<JsonNode> told) {
      try {
        HttpResponse<String> answer = service.post(body);
        if (answer.statusCode() == 200) {
          told.accept(JSON.readTree(answer.body()));
        }
      } catch (UncheckedIOException killed) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }

    private void writeDownMany(JsonNode told) {
      told.forEach(this::writeDown);
      numbersOfMany.add(told.size());
    }

    private void writeDown(JsonNode told) {
      answered.put(
          UUID.fromString(told.get("prediction_id").stringValue()),
          told.get("probability").doubleValue());
    }

    Map<UUID, Double> answered() {
      return answered;
    }

    /** Of how many rows each answer told to who asked about many. */
    Collection<Integer> numbersOfMany() {
      return numbersOfMany;
    }

    /** Does something while nobody asks about many. */
    void withoutMany(Runnable done) {
      many.acquireUninterruptibly(CALLERS_OF_MANY);
      try {
        done.run();
      } finally {
        many.release(CALLERS_OF_MANY);
      }
    }

    void awaitAnother() {
      int before = answered.size();
      int beforeOfMany = numbersOfMany.size();
      Eventually.within(
          PATIENCE,
          "another answer about many, and one more",
          () -> numbersOfMany.size() > beforeOfMany && answered.size() > before + MANY);
    }

    @Override
    public void close() {
      ended.set(true);
      threads.close();
    }
  }
}
