package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A watch that is killed again and again while it switches and tells loses nothing. */
class KilledWatchIT {

  private static final int KILLS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(
          Instead.PREVIOUS,
          Decision.REFER,
          Duration.ZERO,
          0.2,
          300,
          List.of(
              new WatchRule(
                  WatchedFigure.INPUT_DRIFT, Duration.ofDays(1), 300, 0.25, Consequence.OPEN)));

  @Test
  void losesNoSwitchAndTellsAllInOrder() throws Exception {
    long seed = Long.getLong("surety.seed", System.nanoTime());
    System.out.println("seed of the kills: " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (TestWatch test = TestWatch.create();
        WebhookReceiver receiver = new WebhookReceiver(3)) {
      ModelVersion version = test.champion(POLICY);
      new Events(test.watcher()).collect();
      SimulatedLoans shifted = SimulatedLoans.shifted(seed);
      for (int kill = 0; kill < KILLS; kill++) {
        Process process = start(test, receiver);
        int before = test.switches().size();
        // Shifted answers in both roles: it opens, half-opens, and opens again for ever.
        test.answer(version, AnswerRole.CHAMPION, shifted, 300);
        Eventually.within(
            PATIENCE,
            "it switches",
            () -> {
              test.answer(version, AnswerRole.PROBE, shifted, 100);
              return test.switches().size() > before;
            });
        TimeUnit.MICROSECONDS.sleep(random.nextInt(300_000));
        process.destroyForcibly().waitFor();
      }
      Process last = start(test, receiver);
      try {
        Eventually.within(
            PATIENCE, "all is told", () -> new Events(test.watcher()).backlog().events() == 0);
      } finally {
        last.destroyForcibly().waitFor();
      }
      // Whatever it switched before it was killed for the last time is collected by the next.
      new Events(test.watcher()).collect();

      List<String> decided =
          test.breakers().history(TestWatch.MODEL).stream()
              .map(decision -> "decision-" + decision.id())
              .toList();
      assertThat(events(test)).isEqualTo(decided);
      List<String> told = List.copyOf(new LinkedHashSet<>(receiver.keys()));
      assertThat(told).isEqualTo(decided.subList(0, told.size()));
      assertThat(told.size()).isGreaterThanOrEqualTo(KILLS);
      assertThat(test.breakers().find(version, Alias.CHAMPION).state())
          .isNotEqualTo(BreakerState.CLOSED);
    }
  }

  private static List<String> events(TestWatch test) {
    return test.asOwner()
        .sql("SELECT key FROM model_watch.event ORDER BY event_id")
        .query(String.class)
        .list();
  }

  private static Process start(TestWatch test, WebhookReceiver receiver) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WatchProcess.class.getName(),
            test.database().jdbcUrl(),
            test.watcherName(),
            receiver.address().toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
