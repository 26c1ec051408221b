package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.predictionlog.AsyncProcess;
import io.surety.predictionlog.AsyncProcesses;
import io.surety.testing.Eventually;
import io.surety.web.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What a service with {@code surety.audit.mode=async} takes along when it is killed is known. */
class KilledAsyncLogIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KILLS = 5;
  private static final int CALLERS = 4;
  private static final int QUEUE = 2_000;
  private static final String ASKED =
      "{\"features\": {\"nb_previous_loans\": 15, \"avg_amount_loans_previous\": 128.9, \"age\": 33, \"years_on_the_job\": null, \"flag_own_car\": 1}}";

  private FakeFeatureService features;
  private TestedRegistry registry;

  @BeforeEach
  void create() {
    features = new FakeFeatureService();
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.4));
  }

  @AfterEach
  void close() {
    features.close();
    registry.close();
  }

  @Test
  void missesWhatWaitedForAStalledLog() throws Exception {
    try (Connection stalling = registry.stall();
        ServiceProcess service = start()) {
      for (int request = 0; request < 20; request++) {
        assertThat(service.http().post("/score", ASKED).statusCode()).isEqualTo(200);
      }
      Eventually.within(PATIENCE, "it told of them", () -> taken() == 20);
      service.kill();
      stalling.rollback();
    }
    awaitTheEndOfItsConnections();

    assertThat(registry.logged()).isEmpty();
    AsyncProcess killed = onlyMissing();
    assertThat(killed.login()).isEqualTo(registry.serviceLogin());
    assertThat(killed.silent()).isTrue();
    assertThat(killed.lostLeast()).isEqualTo(20);
    assertThat(killed.lostMost()).isEqualTo(QUEUE);
  }

  @Test
  void countsWhatIsInTheLogToTheLastRowWhenItIsKilledWhileItWrites() throws Exception {
    long seed = Long.getLong("surety.seed", System.nanoTime());
    System.out.println("seed of the kills: " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Set<UUID> before = Set.of();
    for (int kill = 0; kill < KILLS; kill++) {
      Set<UUID> answered = answersUntilKilledAfter(1 + random.nextInt(400));

      Set<UUID> logged = logged();
      AsyncProcess killed = onlyMissing();
      assertThat(killed.silent()).isTrue();
      assertThat(logged).as("in the log, kill %d", kill).containsAll(before);
      assertThat(killed.written()).isEqualTo(logged.size() - before.size());
      Set<UUID> lost = new HashSet<>(answered);
      lost.removeAll(logged);
      assertThat(killed.lostMost()).isGreaterThanOrEqualTo(lost.size());
      registry.execute("TRUNCATE prediction_log.async_process");
      before = logged;
    }
  }

  @Test
  void missesNothingOfAServiceThatWasToldToEnd() throws Exception {
    try (ServiceProcess service = start()) {
      assertThat(service.http().post("/score", ASKED).statusCode()).isEqualTo(200);
      service.end();
    }
    longAgo();

    assertThat(logged()).hasSize(1);
    assertThat(missing()).isEmpty();
    assertThat(taken()).isOne();
  }

  private ServiceProcess start() throws IOException {
    List<String> arguments = new ArrayList<>(registry.arguments(features));
    arguments.add("--surety.audit.mode=async");
    arguments.add("--surety.audit.queue=" + QUEUE);
    return ServiceProcess.start(arguments);
  }

  private Set<UUID> answersUntilKilledAfter(int answers) throws Exception {
    Set<UUID> answered = ConcurrentHashMap.newKeySet();
    try (ServiceProcess service = start();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.execute(() -> askForEver(service, answered));
      }
      Eventually.within(PATIENCE, "answers", () -> answered.size() >= answers);
      service.kill();
    }
    awaitTheEndOfItsConnections();
    return answered;
  }

  /** The server may still be doing what it was told last. */
  private void awaitTheEndOfItsConnections() {
    Eventually.within(
        PATIENCE,
        "its connections are gone",
        () ->
            JdbcClient.create(registry.owner())
                    .sql("SELECT count(*) FROM pg_stat_activity WHERE usename = :login")
                    .param("login", registry.serviceLogin())
                    .query(Long.class)
                    .single()
                == 0);
  }

  /** Until nobody answers any more. */
  private static void askForEver(ServiceProcess service, Set<UUID> answered) {
    try {
      while (true) {
        HttpResponse<String> answer = service.http().post("/score", ASKED);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        answered.add(
            UUID.fromString(JSON.readTree(answer.body()).get("prediction_id").stringValue()));
      }
    } catch (UncheckedIOException killed) {
      // As it was meant to be.
    }
  }

  private Set<UUID> logged() {
    Set<UUID> logged = new HashSet<>();
    registry.logged().forEach(each -> assertThat(logged.add(each.id())).isTrue());
    return logged;
  }

  private long taken() {
    return JdbcClient.create(registry.owner())
        .sql("SELECT coalesce(sum(taken), 0)::bigint FROM prediction_log.async_process")
        .query(Long.class)
        .single();
  }

  /** As if two minutes had gone by since anything was told. */
  private void longAgo() {
    registry.execute(
        "UPDATE prediction_log.async_process SET told_at = told_at - INTERVAL '2 minutes'");
  }

  private List<AsyncProcess> missing() {
    return new AsyncProcesses(registry.owner()).missing(Instant.EPOCH);
  }

  private AsyncProcess onlyMissing() {
    longAgo();
    assertThat(missing()).hasSize(1);
    return missing().getFirst();
  }
}
