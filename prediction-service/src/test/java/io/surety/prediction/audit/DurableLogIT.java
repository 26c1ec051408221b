package io.surety.prediction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.audit.AuditMetrics.LastWrite;
import io.surety.prediction.audit.AuditSettings.Mode;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.testing.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests that one transaction serves, when the database takes some of them. */
class DurableLogIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestedLog tested = new TestedLog(Mode.DURABLE);
  private final AtomicInteger asking = new AtomicInteger();
  private final AtomicInteger mostTogether = new AtomicInteger();
  private final DurableLog log =
      new DurableLog(
          new Commits(tested.database(), tested.metrics(), this::write),
          tested.metrics(),
          tested.settings());

  private void write(Connection connection, List<LogRows> rows) throws SQLException {
    mostTogether.accumulateAndGet(rows.size(), Math::max);
    LogWriter.write(connection, rows);
  }

  @AfterEach
  void close() {
    tested.close();
  }

  @Test
  void keepsWhatCameTogetherWithRowsThatTheDatabaseRefuses() throws Exception {
    List<LogRows> sound = new ArrayList<>();
    for (int request = 0; request < 40; request++) {
      sound.add(TestedLog.rows(tested.sound()));
    }
    List<LogRows> refused =
        List.of(
            TestedLog.rows(tested.noJson()),
            TestedLog.rows(tested.againstARule()),
            TestedLog.rows(tested.noJson(), tested.noJson()));
    List<Boolean> kept;
    List<Boolean> keptOfRefused;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> ofSound;
      List<Future<Boolean>> ofRefused;
      try (Connection stalling = tested.registry().stall()) {
        // The first may be on its way alone; the others wait and go together.
        ofSound = sound.stream().map(rows -> callers.submit(() -> keeps(rows))).toList();
        ofRefused = refused.stream().map(rows -> callers.submit(() -> keeps(rows))).toList();
        int all = sound.size() + refused.size();
        Eventually.within(PATIENCE, "all ask", () -> asking.get() == all);
        stalling.rollback();
      }
      kept = ended(ofSound);
      keptOfRefused = ended(ofRefused);
    }

    assertThat(mostTogether).hasValueGreaterThan(10);
    assertThat(kept).containsOnly(true);
    assertThat(keptOfRefused).containsOnly(false);
    assertThat(tested.logged()).containsExactlyInAnyOrderElementsOf(tested.ofSound());
    assertThat(tested.metrics().refused()).as("all that came with those requests").isEqualTo(4);
    assertThat(tested.metrics().failures()).as("the database did answer").isZero();
    assertThat(tested.metrics().last()).isEqualTo(LastWrite.SUCCEEDED);
  }

  private boolean keeps(LogRows rows) {
    asking.incrementAndGet();
    try {
      log.keep(rows);
      return true;
    } catch (DecisionNotLogged told) {
      return false;
    }
  }

  private static List<Boolean> ended(List<Future<Boolean>> asked)
      throws ExecutionException, InterruptedException {
    List<Boolean> ended = new ArrayList<>();
    for (Future<Boolean> each : asked) {
      ended.add(each.get());
    }
    return ended;
  }
}
