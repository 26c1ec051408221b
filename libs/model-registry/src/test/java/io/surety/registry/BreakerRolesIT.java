package io.surety.registry;

import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.officer;
import static io.surety.registry.TestRegistry.program;
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
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may switch a breaker, and that many who do so at once switch it once. */
class BreakerRolesIT {

  private static final String DENIED = "42501";
  private static final int AT_ONCE = 8;

  private static TestRegistry registry;

  @BeforeAll
  static void migrate() {
    registry = TestRegistry.create();
  }

  @AfterAll
  static void drop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO registry.decision (model_name, version, kind, alias, claimed_by, automatic,"
            + " reason) VALUES ('m', 1, 'closed', 'champion', 'a', true, 'r')",
        "INSERT INTO registry.decision (model_name, version, kind, claimed_by, automatic, reason)"
            + " VALUES ('m', 1, 'approved', 'a', true, 'r')",
        "INSERT INTO registry.bundle (sha256, bytes) VALUES ('', '')",
        "UPDATE registry.decision SET reason = 'better'",
        "SELECT registry.promote('m', 1, 'champion', 'a', true, 'r')",
        "SELECT registry.switch_breaker('m', 1, 'champion', 'promoted', NULL, false, NULL, 'a',"
            + " true, 'r', NULL)",
        "SELECT registry.switch_breaker('m', 1, 'champion', 'opened', NULL, false, NULL, 'a',"
            + " false, 'r', NULL)",
        "SELECT registry.switch_breaker('m', 1, 'champion', 'opened', NULL, false, NULL, 'a',"
            + " NULL, 'r', NULL)"
      })
  void whoWatchesDoesNothingButSwitchAsAProgram(String sql) {
    assertThat(sqlState(registry.watcher(), sql)).isEqualTo(DENIED);
  }

  @Test
  void nobodyElseSwitches() {
    String opening =
        "SELECT registry.switch_breaker('m', 1, 'champion', 'opened', NULL, false, NULL, 'a', true,"
            + " 'r', NULL)";
    for (DataSource login :
        List.of(registry.trainer(), registry.reader(), registry.newLogin("surety_admitter"))) {
      assertThat(sqlState(login, opening)).isEqualTo(DENIED);
    }
  }

  @Test
  void whoServesSeesWhoAnswersAndNotWhy() {
    for (String hidden : List.of("breaker", "serving", "service", "standby", "decision")) {
      assertThat(sqlState(registry.reader(), "SELECT version FROM registry." + hidden))
          .isEqualTo(DENIED);
    }
  }

  @Test
  void aPersonOverridesUnderTheOwnName() {
    ModelVersion champion = registry.champions(2).getLast();

    registry
        .breakers()
        .open(champion, CHAMPION, Substitute.standby(), officer("I saw it"), Optional.empty());

    DecisionRecord decision = registry.breakers().history(champion.name()).getLast();
    assertThat(decision.signedAs()).isEqualTo(Signature.Kind.PERSON);
    assertThat(decision.claimedBy()).isEqualTo("Olga Officer");
    assertThat(decision.decidedBy()).isEqualTo(TestRegistry.nameOf(registry.approver()));
    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() ->
            registry.asWatcher().close(champion, CHAMPION, officer("fine"), Optional.empty()));
  }

  @Test
  void nobodyPutsAProgramsFiguresBeyondJson() {
    ModelVersion champion = registry.champions(1).getFirst();
    for (String figures : List.of("[1]", "\"psi\"", "{psi: 1}")) {
      assertThatExceptionOfType(DataAccessException.class)
          .isThrownBy(() ->
              registry
                  .asWatcher()
                  .open(
                      champion,
                      CHAMPION,
                      Substitute.standby(),
                      program("drift"),
                      Optional.of(figures)));
    }
    assertThat(registry.breakers().history(champion.name())).isEmpty();
  }

  @Test
  void manyWhoOpenAtOnceDecideOnce() throws Exception {
    ModelVersion champion = registry.champions(2).getLast();

    List<Object> results =
        atOnce(() ->
            registry
                .asWatcher()
                .open(
                    champion, CHAMPION, Substitute.standby(), program("drift"), Optional.empty()));

    assertThat(results).filteredOn(Long.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(BreakerOpenAlready.class::isInstance).hasSize(AT_ONCE - 1);
    assertThat(registry.breakers().history(champion.name())).hasSize(1);
  }

  @Test
  void aSwitchThatIsKilledBeforeItsEndNeverWas() throws Exception {
    List<ModelVersion> versions = registry.champions(2);
    ModelVersion broken = versions.getLast();
    registry
        .asWatcher()
        .open(broken, CHAMPION, Substitute.standby(), program("drift"), Optional.empty());
    ModelVersion third = registry.approved(broken.name());

    try (Connection connection = registry.approver().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      int process = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
      statement.execute(
          "INSERT INTO registry.decision (model_name, version, kind, alias, claimed_by, automatic,"
              + " reason) VALUES ('"
              + third.name()
              + "', 3, 'promoted', 'champion', 'Olga Officer', false, 'better')");
      JdbcClient.create(registry.owner())
          .sql("SELECT pg_terminate_backend(:process, 10000)")
          .param("process", process)
          .query(Boolean.class)
          .single();
      assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);
    }

    assertThat(registry.asReader().answering(third.name(), CHAMPION).orElseThrow().present())
        .extracting(ServedModels.Served::version)
        .isEqualTo(broken);
    assertThat(registry.asTrainer().decisions(third)).hasSize(1);
    registry.asApprover().promote(third, CHAMPION, officer("better"));
    assertThat(registry.breakers().find(third, CHAMPION).state()).isEqualTo(BreakerState.HALF_OPEN);
  }

  private static List<Object> atOnce(Callable<Object> act) throws Exception {
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Object>> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        running.add(
            threads.submit(() -> {
              together.await();
              return act.call();
            }));
      }
      List<Object> results = new ArrayList<>();
      for (Future<Object> each : running) {
        try {
          results.add(each.get());
        } catch (ExecutionException failure) {
          results.add(failure.getCause());
        }
      }
      return results;
    }
  }

  private static String sqlState(DataSource login, String sql) {
    try {
      if (sql.startsWith("SELECT")) {
        JdbcClient.create(login).sql(sql).query().listOfRows();
      } else {
        JdbcClient.create(login).sql(sql).update();
      }
      return "no refusal";
    } catch (DataAccessException refusal) {
      return String.valueOf(((SQLException) refusal.getMostSpecificCause()).getSQLState());
    }
  }
}
