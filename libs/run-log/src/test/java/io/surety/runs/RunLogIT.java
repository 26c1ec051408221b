package io.surety.runs;

import static io.surety.runs.TestRunLog.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunLogIT {

  private static final RunPlan PLAN = RunPlan.of("train", "0.1.0 (abc)");
  private static final RunPlan KEYED = RunPlan.of("cycle", "0.1.0").withKey("night 1");

  private TestRunLog store;
  private RunLog log;

  @BeforeEach
  void create() throws SQLException {
    store = TestRunLog.create();
    log = store.log();
  }

  @AfterEach
  void drop() {
    store.close();
  }

  @Test
  void tellsWhatWasDoneLastOfEachKindAndWhatBeganSince() {
    Run cycle = started(log.begin(KEYED));
    Run train = started(log.begin(PLAN));
    cycle.done("Done.");
    train.done("Done.");
    Run failed = started(log.begin(PLAN));
    failed.failed("No loan is there.");
    Run going = started(log.begin(RunPlan.of("ingest", "0.1.0")));
    Instant last = log.find(failed.id()).orElseThrow().started();

    assertThat(log.lastDone()).extracting(RunRecord::id).containsExactly(cycle.id(), train.id());
    assertThat(log.since(last, 9))
        .extracting(RunRecord::id)
        .containsExactly(failed.id(), going.id());
    assertThat(log.since(Instant.EPOCH, 2))
        .as("of many the newest")
        .extracting(RunRecord::id)
        .containsExactly(failed.id(), going.id());
    going.done("Done.");
  }

  @Test
  void keepsWhatWentInAndWhatCameOfIt() {
    Run run =
        started(
            log.begin(
                PLAN.withParameters(Map.of("learner.trees", "60"))
                    .withHashes(Map.of("spec", "1f"))
                    .withExperiment(Optional.of("loan-risk"))));
    assertThat(log.find(run.id()).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    run.hash("data", "2e");
    run.metric("auc", 0.75);
    run.metric("undefined", Double.NaN);

    run.done("loan-risk/1 registered.");

    RunRecord record = log.find(run.id()).orElseThrow();
    assertThat(record.state()).isEqualTo(RunState.DONE);
    assertThat(record.startedBy()).isEqualTo(store.trainerName());
    assertThat(record.code()).isEqualTo("0.1.0 (abc)");
    assertThat(record.parameters()).containsExactly(Map.entry("learner.trees", "60"));
    assertThat(record.hashes()).containsOnly(Map.entry("spec", "1f"), Map.entry("data", "2e"));
    assertThat(record.metrics()).containsExactly(Map.entry("auc", 0.75));
    assertThat(record.message()).isEqualTo("loan-risk/1 registered.");
    assertThat(record.ended().orElseThrow()).isAfterOrEqualTo(record.started());
    assertThat(log.dueAtMlflow(10)).containsExactly(record);
  }

  @Test
  void listsTheNewestOfAKindFirst() {
    started(log.begin(PLAN)).done("one");
    started(log.begin(KEYED)).done("two");
    started(log.begin(PLAN)).failed("three");

    assertThat(log.newest(Optional.empty(), 2))
        .extracting(RunRecord::message)
        .containsExactly("three", "two");
    assertThat(log.newest(Optional.of("train"), 9))
        .extracting(RunRecord::state)
        .containsExactly(RunState.FAILED, RunState.DONE);
  }

  @Test
  void aRunThatIsLetGoWithoutAnEndHasBrokenOff() {
    Run run = started(log.begin(PLAN));
    run.close();

    assertThat(log.find(run.id()).orElseThrow().state()).isEqualTo(RunState.BROKEN_OFF);
  }

  @Test
  void leavesARunAloneThatGoesOn() {
    try (Run run = started(log.begin(KEYED))) {
      assertThat(log.begin(KEYED))
          .isInstanceOfSatisfying(
              Begun.Underway.class, other -> assertThat(other.run().id()).isEqualTo(run.id()));
    }
  }

  @Test
  void doesNothingAgainThatIsDone() {
    started(log.begin(KEYED)).done("It is done.");

    assertThat(log.begin(KEYED))
        .isInstanceOfSatisfying(
            Begun.AlreadyDone.class,
            other -> assertThat(other.run().message()).isEqualTo("It is done."));
    assertThat(log.attempts("cycle", "night 1")).hasSize(1);
  }

  @Test
  void goesOnWithWhatBrokeOffOrFailed() {
    started(log.begin(KEYED)).close();
    started(log.begin(KEYED)).failed("The disk was full.");
    Run third = started(log.begin(KEYED));
    third.done("It is done.");

    assertThat(third.attempt()).isEqualTo(3);
    assertThat(log.attempts("cycle", "night 1"))
        .extracting(RunRecord::state)
        .containsExactly(RunState.BROKEN_OFF, RunState.FAILED, RunState.DONE);
    assertThat(log.attempts("cycle", "night 1").getFirst().ended()).isPresent();
  }

  @Test
  void startsOneOfManyThatBeginAtOnce() throws Exception {
    int many = 8;
    CyclicBarrier together = new CyclicBarrier(many);
    List<Future<Begun>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      for (int i = 0; i < many; i++) {
        asked.add(
            threads.submit(() -> {
              together.await();
              return store.log().begin(KEYED);
            }));
      }
    }
    List<Begun> begun = new ArrayList<>();
    for (Future<Begun> each : asked) {
      begun.add(each.get());
    }

    assertThat(begun).filteredOn(Begun.Started.class::isInstance).hasSize(1);
    assertThat(begun).filteredOn(Begun.Underway.class::isInstance).hasSize(many - 1);
    begun.stream()
        .filter(Begun.Started.class::isInstance)
        .forEach(each -> started(each).done("once"));
  }

  @Test
  void endsARunWhoseConnectionWasCut() throws SQLException {
    Run run = started(log.begin(KEYED));
    store.cutOffTrainers();
    assertThat(log.find(run.id()).orElseThrow().state()).isEqualTo(RunState.BROKEN_OFF);

    run.done("It is done all the same.");

    assertThat(log.find(run.id()).orElseThrow().state()).isEqualTo(RunState.DONE);
  }

  @Test
  void aRunThatWasTakenForGoneEndsNoMoreAndReachesNoStep() throws SQLException {
    Run first = started(log.begin(KEYED));
    store.cutOffTrainers();
    try (Run second = started(log.begin(KEYED));
        Connection connection = store.trainer().getConnection()) {
      assertThatThrownBy(
              () -> Checkpoint.reach(connection, first, new Checkpoint(1, Map.of("place", "10"))))
          .hasMessageContaining("has ended and goes no further");
      assertThatThrownBy(() -> first.done("Too late.")).isInstanceOf(RunTaken.class);
      Checkpoint.reach(connection, second, new Checkpoint(1, Map.of("place", "10")));
      assertThatThrownBy(
              () -> Checkpoint.reach(connection, second, new Checkpoint(1, Map.of("place", "11"))))
          .hasMessageContaining("checkpoint_pkey");
    }
    assertThat(log.lastCheckpoint("cycle", "night 1"))
        .contains(new Checkpoint(1, Map.of("place", "10")));
    assertThat(log.attempts("cycle", "night 1"))
        .extracting(RunRecord::state)
        .containsExactly(RunState.BROKEN_OFF, RunState.BROKEN_OFF);
  }

  @Test
  void whatTheFirstSettledHoldsForAll() {
    Agreement first = log.agree("cycle", "night 1", Map.of("as_of", "2026-01-31"));
    Agreement second = log.agree("cycle", "night 1", Map.of("as_of", "2026-02-01"));

    assertThat(second).isEqualTo(first);
    assertThat(second.terms()).containsEntry("as_of", "2026-01-31");
  }

  @Test
  void writesDownWhatBrokeOffAndNothingElse() {
    started(log.begin(PLAN)).close();
    try (Run living = started(log.begin(PLAN))) {
      assertThat(log.closeBrokenOff()).isEqualTo(1);
      assertThat(log.closeBrokenOff()).isZero();
      assertThat(log.find(living.id()).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }
  }

  @Test
  void logsARunElsewhereOnce() {
    Run run = started(log.begin(PLAN.withExperiment(Optional.of("loan-risk"))));
    run.done("done");
    RunRecord record = log.find(run.id()).orElseThrow();
    RunLog.Logging logging = _ -> new RunRecord.Logged("http://mlflow", "7", "abc");

    assertThat(
            log.logOnce(
                record,
                each -> {
                  assertThat(store.log().logOnce(each, logging)).isFalse();
                  return logging.log(each);
                }))
        .isTrue();
    assertThat(log.logOnce(record, logging)).isFalse();
    assertThat(log.dueAtMlflow(10)).isEmpty();
    assertThat(log.find(run.id()).orElseThrow().mlflow())
        .contains(new RunRecord.Logged("http://mlflow", "7", "abc"));
  }

  @Test
  void refusesToRewriteWhatIsRecordedEvenFromItsOwner() {
    started(log.begin(PLAN)).done("done");

    for (String rewriting :
        List.of(
            "UPDATE run_log.run SET kind = 'other'",
            "DELETE FROM run_log.ending",
            "TRUNCATE run_log.mlflow_logged",
            "UPDATE run_log.agreement SET terms = '{}'")) {
      assertThatThrownBy(() -> store.execute(rewriting)).hasMessageContaining("only ever added to");
    }
  }

  @Test
  void nobodyEndsARunOfAnother() throws SQLException {
    try (Run run = started(log.begin(PLAN));
        Connection other = store.trainer().getConnection();
        Statement statement = other.createStatement()) {
      assertThatThrownBy(() ->
              statement.execute(
                  "INSERT INTO run_log.ending (run_id, outcome, message, hashes, metrics)"
                      + " VALUES (%d, 'done', 'not mine', '{}', '{}')".formatted(run.id())))
          .hasMessageContaining("another session than its own");
    }
  }

  @Test
  void approversAndWatchersReadAndRecordNothing() throws SQLException {
    started(log.begin(PLAN)).done("done");

    for (String group : List.of("surety_approver", "surety_watcher")) {
      DataSource login = store.login(group);
      assertThat(new RunLog(login).newest(Optional.empty(), 9)).hasSize(1);
      assertThatThrownBy(() -> new RunLog(login).begin(PLAN))
          .isInstanceOf(RunLogUnavailable.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void migratesTwiceWithoutLosingAnything() {
    Run run = started(log.begin(PLAN));
    run.done("done");

    RunLogMigrations.migrate(store.database().owner());

    assertThat(log.find(run.id())).isPresent();
  }
}
