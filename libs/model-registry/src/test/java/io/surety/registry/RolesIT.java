package io.surety.registry;

import static io.surety.registry.Alias.CHAMPION;
import static io.surety.registry.TestRegistry.candidate;
import static io.surety.registry.TestRegistry.newModel;
import static io.surety.registry.TestRegistry.officer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class RolesIT {

  private static final String DENIED = "42501";
  private static final String REWRITTEN = "SR000";

  private static TestRegistry registry;
  private static ModelVersion version;

  @BeforeAll
  static void migrate() {
    registry = TestRegistry.create();
    version = registry.approved(newModel());
    registry.asApprover().promote(version, CHAMPION, officer("best"));
  }

  @AfterAll
  static void drop() {
    registry.close();
  }

  @Test
  void trainingCannotDecide() {
    Models trainer = registry.asTrainer();
    ModelVersion candidate = registry.register(newModel());

    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> trainer.approve(candidate, officer("mine"), Optional.empty()))
        .withMessageContaining("surety_approver");
    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> trainer.reject(candidate, officer("mine")));
    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> trainer.promote(version, CHAMPION, officer("mine")));
  }

  @Test
  void approversCannotRegister() {
    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> registry.asApprover().register(candidate(newModel())))
        .withMessageContaining("surety_trainer");
  }

  @Test
  void theReaderNeitherRegistersNorDecides() {
    Models reader = new PostgresModels(registry.reader());

    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> reader.register(candidate(newModel())));
    assertThatExceptionOfType(NotPermitted.class)
        .isThrownBy(() -> reader.reject(version, officer("no")));
    assertThat(reader.find(version)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT reason FROM registry.decision",
        "SELECT version FROM registry.model_version",
        "SELECT version FROM registry.tenure",
        "SELECT version FROM registry.flyway_schema_history",
        "SELECT registry.same_person('a', 'b')",
        "CREATE TABLE registry.mine (id int)"
      })
  void theReaderSeesOnlyWhatItServes(String sql) {
    assertThat(sqlState(registry.reader(), sql)).isEqualTo(DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO registry.model_version (model_name, proposed_as, bundle_sha256, data_hash,"
            + " gates_passed, evidence, proposed_by) VALUES ('m', 'a', '', 'd', true, '{}', 'eve')",
        "INSERT INTO registry.model_version (model_name, proposed_as, bundle_sha256, data_hash,"
            + " gates_passed, evidence, version) VALUES ('m', 'a', '', 'd', true, '{}', 9)",
        "INSERT INTO registry.bundle (sha256, bytes, stored_at) VALUES ('', '', now())",
        "UPDATE registry.model_version SET gates_passed = true",
        "UPDATE registry.bundle SET bytes = ''",
        "DELETE FROM registry.decision",
        "TRUNCATE registry.model_version CASCADE",
        "ALTER TABLE registry.model_version DISABLE TRIGGER ALL",
        "DROP TABLE registry.model_version CASCADE",
        "SET SESSION AUTHORIZATION postgres"
      })
  void trainingForgesNothing(String sql) {
    assertThat(sqlState(registry.trainer(), sql)).isEqualTo(DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO registry.decision (model_name, version, kind, claimed_by, automatic, reason,"
            + " decided_by) VALUES ('m', 1, 'approved', 'a', false, 'r', 'eve')",
        "INSERT INTO registry.decision (model_name, version, kind, claimed_by, automatic, reason,"
            + " decided_at) VALUES ('m', 1, 'approved', 'a', false, 'r', '2001-01-01')",
        "INSERT INTO registry.decision (model_name, version, kind, claimed_by, automatic, reason,"
            + " claim_verified) VALUES ('m', 1, 'approved', 'a', false, 'r', true)",
        "UPDATE registry.decision SET reason = 'better'",
        "DELETE FROM registry.decision",
        "TRUNCATE registry.decision",
        "UPDATE registry.model_version SET gates_passed = true",
        "ALTER TABLE registry.decision DISABLE TRIGGER ALL"
      })
  void approversForgeNothing(String sql) {
    assertThat(sqlState(registry.approver(), sql)).isEqualTo(DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE registry.decision SET reason = 'better'",
        "DELETE FROM registry.decision WHERE false",
        "TRUNCATE registry.decision",
        "UPDATE registry.model_version SET gates_passed = true",
        "DELETE FROM registry.model_version",
        "TRUNCATE registry.bundle CASCADE",
        "UPDATE registry.bundle SET bytes = ''",
        "SET session_replication_role = replica; DELETE FROM registry.decision"
      })
  void notEvenTheOwnerRewritesHistory(String sql) {
    assertThat(sqlState(registry.owner(), sql)).isEqualTo(REWRITTEN);
    assertThat(registry.asTrainer().decisions(version)).hasSize(2);
  }

  @Test
  void notEvenTheOwnerDecidesUnderAnotherLogin() {
    ModelVersion candidate = registry.register(newModel());

    JdbcClient.create(registry.owner())
        .sql(
            """
            INSERT INTO registry.decision
              (decision_id, decided_at, model_name, version, kind, decided_by, claimed_by,
               claim_verified, automatic, reason, evidence_sha256)
            VALUES
              (1, '2001-01-01', :model, 1, 'rejected', 'eve', 'Olga Officer',
               true, false, 'forged', 'forged')
            """)
        .param("model", candidate.name())
        .update();

    DecisionRecord decision = registry.asTrainer().decisions(candidate).getFirst();
    assertThat(decision.decidedBy()).isEqualTo(TestRegistry.nameOf(registry.owner()));
    assertThat(decision.claimVerified()).isFalse();
    assertThat(decision.id()).isGreaterThan(2);
    assertThat(decision.decidedAt())
        .isAfter(registry.asTrainer().decisions(version).getLast().decidedAt());
    assertThat(decision.evidenceSha256()).hasSize(64);
  }

  @Test
  void aTableOfTheSameNameDoesNotFoolTheGuards() {
    DataSource both = registry.newLogin("surety_trainer", "surety_approver");
    ModelVersion candidate = new PostgresModels(both).register(candidate(newModel()));

    String state =
        sqlState(
            both,
            """
            CREATE TEMPORARY TABLE model_version AS
            SELECT 'somebody else' AS proposed_by, model_name, version, proposed_as, gates_passed
            FROM registry.model_version;
            SET search_path = pg_temp, registry;
            INSERT INTO registry.decision
              (model_name, version, kind, claimed_by, automatic, reason)
            VALUES ('%s', 1, 'approved', 'Olga Officer', false, 'mine')
            """
                .formatted(candidate.name()));

    assertThat(state).isEqualTo(RefusalCode.PROPOSER_CANNOT_APPROVE.sqlState());
  }

  private static String sqlState(DataSource login, String sql) {
    try {
      JdbcClient.create(login).sql(sql).update();
      return "no refusal";
    } catch (DataAccessException refusal) {
      return ((SQLException) refusal.getMostSpecificCause()).getSQLState();
    }
  }
}
