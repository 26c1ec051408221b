package io.surety.registry;

import static io.surety.registry.TestRegistry.newModel;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may bring a version in, and that its approval keeps the rules whoever brings it. */
class AdmissionRolesIT {

  private static final String DENIED = "42501";
  private static final String DONE = "no refusal";

  private static TestRegistry registry;
  private static DataSource admitter;

  @BeforeAll
  static void migrate() {
    registry = TestRegistry.create();
    admitter = registry.newLogin("surety_admitter");
  }

  @AfterAll
  static void drop() {
    registry.close();
  }

  @Test
  void nobodyElseAdmits() {
    String admission = admission(newModel(), "true", "'surety_approval'", "'Olga Officer'", "NULL");
    for (DataSource login :
        new DataSource[] {registry.trainer(), registry.approver(), registry.reader()}) {
      assertThat(sqlState(login, admission)).isEqualTo(DENIED);
      assertThat(sqlState(login, "SELECT registry.promote('m', 1, 'a', 'b', true, 'c')"))
          .isEqualTo(DENIED);
    }
    assertThat(sqlState(admitter, admission)).isEqualTo(DONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT sha256 FROM registry.bundle",
        "SELECT version FROM registry.staged_version",
        "SELECT version FROM registry.decision",
        "SELECT registry FROM registry.identity",
        "INSERT INTO registry.bundle (sha256, bytes) VALUES ('', '')",
        "INSERT INTO registry.model_version (model_name, version, proposed_as, bundle_sha256,"
            + " data_hash, gates_passed, evidence) VALUES ('m', 9, 'a', '', 'd', true, '{}')",
        "INSERT INTO registry.decision (model_name, version, kind, claimed_by, automatic, reason)"
            + " VALUES ('m', 1, 'approved', 'a', false, 'r')",
        "UPDATE registry.decision SET reason = 'better'",
        "SELECT registry.require_admitter()"
      })
  void whoAdmitsMayDoNothingElse(String sql) {
    assertThat(sqlState(admitter, sql)).isEqualTo(DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO registry.model_version (model_name, proposed_as, bundle_sha256, data_hash,"
            + " gates_passed, evidence, origin_name) VALUES ('m', 'a', '', 'd', true, '{}', 'dev')",
        "INSERT INTO registry.model_version (model_name, version, proposed_as, bundle_sha256,"
            + " data_hash, gates_passed, evidence) VALUES ('m', 9, 'a', '', 'd', true, '{}')",
        "INSERT INTO registry.identity DEFAULT VALUES"
      })
  void trainingForgesNoOrigin(String sql) {
    assertThat(sqlState(registry.trainer(), sql)).isEqualTo(DENIED);
  }

  @Test
  void approvingForgesNoOrigin() {
    assertThat(
            sqlState(
                registry.approver(),
                "INSERT INTO registry.decision (model_name, version, kind, claimed_by, automatic,"
                    + " reason, origin_decided_by) VALUES ('m', 1, 'approved', 'a', false, 'r',"
                    + " 'x')"))
        .isEqualTo(DENIED);
  }

  @Test
  void aCarriedApprovalKeepsTheRulesOfDeciding() {
    assertThat(
            sqlState(
                admitter,
                admission(newModel(), "true", "'surety_training'", "'Olga Officer'", "NULL")))
        .isEqualTo(RefusalCode.PROPOSER_CANNOT_APPROVE.sqlState());
    assertThat(
            sqlState(
                admitter,
                admission(newModel(), "true", "'surety_approval'", "'DORA  data '", "NULL")))
        .isEqualTo(RefusalCode.PROPOSER_CANNOT_APPROVE.sqlState());
    assertThat(
            sqlState(
                admitter,
                admission(newModel(), "false", "'surety_approval'", "'Olga Officer'", "NULL")))
        .isEqualTo(RefusalCode.GATES_NOT_PASSED.sqlState());
    assertThat(
            sqlState(
                admitter,
                admission(newModel(), "false", "'surety_approval'", "'Olga Officer'", "'now'")))
        .isEqualTo(DONE);
  }

  @Test
  void nobodyPromotesWhatIsNotApproved() {
    ModelVersion candidate = registry.register(newModel());
    assertThat(
            sqlState(
                admitter,
                "SELECT registry.promote('%s', 1, 'champion', 'b', true, 'c')"
                    .formatted(candidate.name())))
        .isEqualTo(RefusalCode.NOT_APPROVED.sqlState());
  }

  private static String admission(
      String model, String gates, String decidedBy, String claimedBy, String override) {
    return """
    SELECT registry.admit(
      '%s', 7, convert_to('bundle of %s', 'UTF8'), '{}', 'data', %s,
      'surety_training', 'Dora Data', now(), gen_random_uuid(), 'dev', repeat('a', 64),
      gen_random_uuid(), 1, now(), %s, %s, false, false, 'good', %s)
    """
        .formatted(model, model, gates, decidedBy, claimedBy, override);
  }

  private static String sqlState(DataSource login, String sql) {
    try {
      if (sql.stripLeading().startsWith("SELECT")) {
        JdbcClient.create(login).sql(sql).query().listOfRows();
      } else {
        JdbcClient.create(login).sql(sql).update();
      }
      return DONE;
    } catch (DataAccessException refusal) {
      return String.valueOf(((SQLException) refusal.getMostSpecificCause()).getSQLState());
    }
  }
}
