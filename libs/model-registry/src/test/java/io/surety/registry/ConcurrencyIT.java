package io.surety.registry;

import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.candidate;
import static io.surety.registry.TestRegistry.newModel;
import static io.surety.registry.TestRegistry.officer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConcurrencyIT {

  private static final int AT_ONCE = 12;

  private static TestRegistry registry;

  @BeforeAll
  static void migrate() {
    registry = TestRegistry.create();
  }

  @AfterAll
  static void drop() {
    registry.close();
  }

  @Test
  void numbersVersionsWithoutGapsWhenManyRegisterAtOnce() throws Exception {
    String model = newModel();
    Candidate same = candidate(model);

    List<Object> results =
        atOnce(i ->
            () -> registry.asTrainer().register(i % 3 == 0 ? same : candidate(model)).number());

    int different = 1 + AT_ONCE - AT_ONCE / 3;
    assertThat(results).doesNotHaveAnyElementsOfTypes(Throwable.class);
    assertThat(results.stream().distinct().sorted().toList())
        .isEqualTo(IntStream.rangeClosed(1, different).boxed().toList());
  }

  @Test
  void decidesAVersionOnceWhenManyDecideAtOnce() throws Exception {
    ModelVersion version = registry.register(newModel());

    List<Object> results =
        atOnce(i ->
            () -> {
              if (i % 2 == 0) {
                registry.asApprover().approve(version, officer("a"), Optional.empty());
              } else {
                registry.asApprover().reject(version, officer("r"));
              }
              return "decided";
            });

    assertThat(results).filteredOn("decided"::equals).hasSize(1);
    assertThat(results).filteredOn(AlreadyDecided.class::isInstance).hasSize(AT_ONCE - 1);
    assertThat(registry.asTrainer().decisions(version)).hasSize(1);
  }

  @Test
  void keepsOneOrderOfDecisionsWhenManyPromoteAtOnce() throws Exception {
    String model = newModel();
    List<ModelVersion> versions =
        IntStream.range(0, AT_ONCE).mapToObj(i -> registry.approved(model)).toList();

    List<Object> results =
        atOnce(i ->
            () -> {
              registry.asApprover().promote(versions.get(i), CHAMPION, officer("p"));
              return "promoted";
            });

    assertThat(results).containsOnly("promoted");
    List<DecisionRecord> decisions = registry.asTrainer().decisions(model);
    assertThat(decisions)
        .hasSize(2 * AT_ONCE)
        .extracting(DecisionRecord::decidedAt)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(registry.asTrainer().timeline(model, CHAMPION)).hasSize(AT_ONCE);
    assertThat(registry.asReader().find(model, CHAMPION).orElseThrow().version())
        .isEqualTo(decisions.getLast().version());
  }

  @Test
  void goesBackOneStepWhenManyRollBackAtOnce() throws Exception {
    String model = newModel();
    List<ModelVersion> versions =
        IntStream.range(0, AT_ONCE).mapToObj(i -> registry.approved(model)).toList();
    versions.forEach(version -> registry.asApprover().promote(version, CHAMPION, officer("p")));

    try (Connection lock = registry.approver().getConnection();
        Statement statement = lock.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lock.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('surety decisions', 0))");
      List<Future<ModelVersion>> rollbacks =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i ->
                  threads.submit(
                      () -> registry.asApprover().rollback(model, CHAMPION, officer("r"))))
              .toList();
      awaitWaiting(AT_ONCE);
      lock.commit();

      List<Object> results = new ArrayList<>();
      for (Future<ModelVersion> rollback : rollbacks) {
        results.add(result(rollback));
      }
      assertThat(results).filteredOn(ModelVersion.class::isInstance).hasSize(1);
      assertThat(results).filteredOn(AliasMoved.class::isInstance).hasSize(AT_ONCE - 1);
    }
    assertThat(registry.asReader().find(model, CHAMPION).orElseThrow().version())
        .isEqualTo(versions.get(AT_ONCE - 2));
  }

  @Test
  void goesBackFromTheVersionThatWasMeantAndNotFromTheOneBeforeIt() {
    String model = newModel();
    List<ModelVersion> versions =
        IntStream.range(0, 3).mapToObj(i -> registry.approved(model)).toList();
    Models models = registry.asApprover();
    versions.forEach(version -> models.promote(version, CHAMPION, officer("p")));
    ModelVersion meant = versions.getLast();

    assertThat(models.rollback(meant, CHAMPION, officer("r"))).isEqualTo(versions.get(1));
    assertThatExceptionOfType(AliasMoved.class)
        .isThrownBy(() -> models.rollback(meant, CHAMPION, officer("r")));
    assertThatExceptionOfType(AliasMoved.class)
        .isThrownBy(() -> models.withdraw(meant, CHAMPION, officer("w")));
    assertThat(registry.asReader().find(model, CHAMPION).orElseThrow().version())
        .isEqualTo(versions.get(1));
    models.withdraw(versions.get(1), CHAMPION, officer("w"));
    assertThatExceptionOfType(AliasMoved.class)
        .isThrownBy(() -> models.withdraw(versions.get(1), CHAMPION, officer("w")))
        .withMessageContaining("no version now");
  }

  @Test
  void goesBackOneStepWhenManyRollTheSameVersionBackAtOnce() throws Exception {
    String model = newModel();
    List<ModelVersion> versions =
        IntStream.range(0, AT_ONCE).mapToObj(i -> registry.approved(model)).toList();
    versions.forEach(version -> registry.asApprover().promote(version, CHAMPION, officer("p")));

    List<Object> results =
        atOnce(
            i -> () -> registry.asApprover().rollback(versions.getLast(), CHAMPION, officer("r")));

    assertThat(results).filteredOn(ModelVersion.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(AliasMoved.class::isInstance).hasSize(AT_ONCE - 1);
    assertThat(registry.asReader().find(model, CHAMPION).orElseThrow().version())
        .isEqualTo(versions.get(AT_ONCE - 2));
  }

  @Test
  void decidesNothingOnAnOldSnapshot() throws Exception {
    ModelVersion version = registry.register(newModel());
    try (Connection old = registry.approver().getConnection();
        Statement statement = old.createStatement()) {
      old.setAutoCommit(false);
      old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("SELECT version FROM registry.model_version");
      registry.asApprover().reject(version, officer("unfair"));

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() ->
              statement.execute(
                  """
                  INSERT INTO registry.decision
                    (model_name, version, kind, claimed_by, automatic, reason)
                  VALUES ('%s', 1, 'approved', 'Olga Officer', false, 'did not look')
                  """
                      .formatted(version.name())));
    }
    assertThat(registry.asTrainer().find(version).orElseThrow().stage()).isEqualTo(Stage.REJECTED);
  }

  private static void awaitWaiting(int expected) throws SQLException {
    try (Connection connection = registry.owner().getConnection();
        Statement statement = connection.createStatement()) {
      int waiting = 0;
      while (waiting < expected) {
        try (var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) {
          rows.next();
          waiting = rows.getInt(1);
        }
        Thread.onSpinWait();
      }
    }
  }

  private interface Act {
    Callable<Object> of(int number);
  }

  private static List<Object> atOnce(Act act) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> futures =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i ->
                  threads.submit(() -> {
                    Callable<Object> callable = act.of(i);
                    start.await();
                    return callable.call();
                  }))
              .toList();
      List<Object> results = new ArrayList<>();
      for (Future<Object> future : futures) {
        results.add(result(future));
      }
      return results;
    }
  }

  private static Object result(Future<?> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      return failure.getCause();
    }
  }
}
