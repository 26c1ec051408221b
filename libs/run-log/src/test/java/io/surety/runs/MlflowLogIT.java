package io.surety.runs;

import static io.surety.runs.TestRunLog.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.runs.mlflow.MlflowLog;
import io.surety.runs.mlflow.MlflowServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowLogIT {

  private static final Duration LONG = Duration.ofMinutes(1);

  private TestRunLog store;
  private RunLog log;
  private FakeMlflow mlflow;

  @BeforeEach
  void create() throws SQLException, IOException {
    store = TestRunLog.create();
    log = store.log();
    mlflow = new FakeMlflow();
  }

  @AfterEach
  void drop() {
    mlflow.close();
    store.close();
  }

  @Test
  void catchesUpOnceAndOnlyWithRunsThatAskedForIt() {
    endedRun("first");
    endedRun("second");
    started(log.begin(RunPlan.of("train", "0.1.0"))).done("asked for nothing");

    assertThat(catchUp(mlflow.address(), LONG))
        .isEqualTo(new MlflowLog.Outcome(2, 0, Optional.empty()));
    assertThat(catchUp(mlflow.address(), LONG))
        .isEqualTo(new MlflowLog.Outcome(0, 0, Optional.empty()));
    assertThat(mlflow.states()).containsExactly("FINISHED", "FINISHED");
    assertThat(log.find(1).orElseThrow().mlflow().orElseThrow().server())
        .isEqualTo(mlflow.address().toString());
  }

  @Test
  void aServerThatIsAwayIsCaughtUpWithLater() {
    endedRun("first");
    URI address = mlflow.address();
    mlflow.close();

    MlflowLog.Outcome away = catchUp(address, LONG);

    assertThat(away.logged()).isZero();
    assertThat(away.left()).isEqualTo(1);
    assertThat(away.problem().orElseThrow()).contains("could not be reached");
  }

  @Test
  void aServerThatHangsDelaysNobodyBeyondTheLimit() {
    endedRun("first");
    mlflow.hang();
    long before = System.nanoTime();

    MlflowLog.Outcome late = catchUp(mlflow.address(), Duration.ofMillis(300));

    assertThat(late.problem().orElseThrow()).contains("it took too long");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    assertThat(log.dueAtMlflow(9)).hasSize(1);
  }

  @Test
  void completesARunWhoseServerDiedHalfwayAndMakesNoSecondOne() {
    endedRun("first");
    for (String request : List.of("runs/log-batch", "runs/update")) {
      mlflow.dieAt(request);
      assertThat(catchUp(mlflow.address(), LONG).left()).isEqualTo(1);
      assertThat(mlflow.states()).containsExactly("RUNNING");
    }
    mlflow.dieAt("");

    assertThat(catchUp(mlflow.address(), LONG).logged()).isEqualTo(1);
    assertThat(mlflow.states()).containsExactly("FINISHED");
  }

  @Test
  void manyWhoCatchUpAtOnceLogEachRunOnce() throws Exception {
    for (int run = 0; run < 5; run++) {
      endedRun("run " + run);
    }
    List<Future<MlflowLog.Outcome>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        outcomes.add(threads.submit(() -> catchUp(mlflow.address(), LONG)));
      }
    }
    int logged = 0;
    for (Future<MlflowLog.Outcome> outcome : outcomes) {
      logged += outcome.get().logged();
    }

    assertThat(logged).isEqualTo(5);
    assertThat(mlflow.states()).hasSize(5).containsOnly("FINISHED");
  }

  @Test
  void logsARunThatBrokeOffAsKilled() {
    started(log.begin(plan())).close();

    assertThat(catchUp(mlflow.address(), LONG).logged()).isEqualTo(1);
    assertThat(mlflow.states()).containsExactly("KILLED");
  }

  @Test
  void aRealServerHasEachRunOnce(@TempDir Path folder) throws IOException {
    try (RealMlflow real = RealMlflow.require(folder)) {
      endedRun("first");
      assertThat(catchUp(real.address(), LONG))
          .isEqualTo(new MlflowLog.Outcome(1, 0, Optional.empty()));
      RunRecord.Logged logged = log.find(1).orElseThrow().mlflow().orElseThrow();
      // As if what was logged had been forgotten: the server is asked, and found to have it.
      forget();
      assertThat(catchUp(real.address(), LONG).logged()).isEqualTo(1);
      assertThat(log.find(1).orElseThrow().mlflow()).contains(logged);
    }
  }

  private void forget() {
    try {
      store.execute(
          "ALTER TABLE run_log.mlflow_logged DISABLE TRIGGER refuse_rewriting;"
              + " DELETE FROM run_log.mlflow_logged");
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private void endedRun(String message) {
    Run run = started(log.begin(plan()));
    run.hash("data", "2e");
    run.metric("auc", 0.75);
    run.done(message);
  }

  private static RunPlan plan() {
    return RunPlan.of("train", "0.1.0")
        .withParameters(Map.of("learner.trees", "60"))
        .withExperiment(Optional.of("loan-risk"));
  }

  private MlflowLog.Outcome catchUp(URI address, Duration time) {
    MlflowServer server = new MlflowServer(address, Optional.empty(), Optional.empty());
    return new MlflowLog(store.log(), server).catchUp(time);
  }
}
