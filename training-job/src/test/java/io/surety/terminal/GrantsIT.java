package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the migrations grant to each group is what docs/roles.md says that it may do. */
class GrantsIT {

  private static final String GRANTS =
      """
      SELECT lower(granted.privilege_type) || ' ' || granted.name
      FROM (
        SELECT relation.relnamespace, relation.relname AS name, entry.privilege_type, entry.grantee
        FROM pg_class relation, aclexplode(relation.relacl) entry
        UNION ALL
        SELECT relation.relnamespace, relation.relname || '.' || part.attname,
          entry.privilege_type, entry.grantee
        FROM pg_attribute part
        JOIN pg_class relation ON relation.oid = part.attrelid, aclexplode(part.attacl) entry
        UNION ALL
        SELECT routine.pronamespace, routine.proname || '()', entry.privilege_type, entry.grantee
        FROM pg_proc routine, aclexplode(routine.proacl) entry
      ) granted
      JOIN pg_namespace home ON home.oid = granted.relnamespace
      JOIN pg_roles grantee ON grantee.oid = granted.grantee
      WHERE home.nspname IN (
        'feature_store', 'registry', 'run_log', 'prediction_log', 'model_watch')
        AND grantee.rolname = ?
      ORDER BY 1
      """;

  private static TestDatabase database;

  @BeforeAll
  static void migrate() {
    database = TestDatabase.create();
    Tables.migrate(database.owner());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void theFeatureServiceReadsFeaturesAndNothingElse() throws Exception {
    assertThat(granted("surety_feature_reader"))
        .containsExactly(
            "execute years_between()", "select ingest.known_at", "select loan_features");
  }

  @Test
  void thePredictionServiceReadsWhatIsServedAndLogsAndNothingElse() throws Exception {
    assertThat(granted("surety_model_reader"))
        .filteredOn(grant -> !grant.startsWith("insert prediction."))
        .containsExactly(
            "execute batch_stood_in_for()",
            "execute find()",
            "execute prepare_days()",
            "execute tell_async()",
            "insert tally",
            "select alias",
            "select answering",
            "select bundle",
            "select staged_version",
            "select stood_in");
  }

  @Test
  void trainingLoadsAndProposesAndDecidesNothing() throws Exception {
    assertThat(granted("surety_trainer"))
        .contains("insert loan", "insert bundle.bytes", "update loan.known_to")
        .noneMatch(grant -> grant.matches("(insert|update|delete|truncate) decision.*"))
        .noneMatch(grant -> grant.matches("(delete|truncate|update) (loan|ingest|quarantine)"))
        .noneMatch(grant -> grant.matches("(update|delete|truncate) (bundle|model_version).*"))
        .filteredOn(grant -> grant.startsWith("update"))
        .containsExactly("update loan.known_to");
  }

  @Test
  void approversDecideAndWriteNothingElse() throws Exception {
    assertThat(granted("surety_approver"))
        .filteredOn(grant -> !grant.startsWith("select "))
        .containsExactly(
            "execute drop_day()",
            "execute erase()",
            "execute erasures_of()",
            "execute find()",
            "execute first_id()",
            "execute first_id_of()",
            "execute forget_person()",
            "execute is_held()",
            "execute lock_class()",
            "execute same_person()",
            "execute set_retention()",
            "execute switch_breaker()",
            "insert decision.alias",
            "insert decision.automatic",
            "insert decision.claimed_by",
            "insert decision.kind",
            "insert decision.model_name",
            "insert decision.override_reason",
            "insert decision.reason",
            "insert decision.version");
    assertThat(granted("surety_approver"))
        .noneMatch(grant -> grant.contains("loan") || grant.contains("quarantine"));
  }

  @Test
  void theLogIsWrittenByThoseWhoDecideAndErasedByThoseWhoApprove() throws Exception {
    List<String> columns =
        List.of(
            "as_of",
            "beside",
            "caller",
            "decision",
            "features_basis",
            "features_known_at",
            "inputs",
            "latency_micros",
            "margin",
            "model_name",
            "model_version",
            "prediction_id",
            "probability",
            "reasons",
            "role",
            "score",
            "user_id");
    for (String writer : List.of("surety_model_reader", "surety_trainer")) {
      assertThat(granted(writer))
          .filteredOn(grant -> grant.startsWith("insert prediction"))
          .containsExactlyElementsOf(
              columns.stream().map(column -> "insert prediction." + column).toList());
    }
    for (String reader : List.of("surety_trainer", "surety_approver", "surety_watcher")) {
      assertThat(granted(reader))
          .contains("select prediction", "select retention", "execute find()")
          .noneMatch(grant -> grant.matches("(update|delete|truncate) prediction.*"));
    }
    assertThat(granted("surety_trainer"))
        .contains(
            "execute drop_day()",
            "execute forget_rejected_rows()",
            "insert consistency_check.compared",
            "insert consistency_difference")
        .noneMatch(grant -> grant.matches("insert consistency_check\\.checked_.*"))
        .doesNotContain("execute erase()", "execute set_retention()");
    assertThat(granted("surety_watcher"))
        .noneMatch(grant ->
            grant.matches(
                "insert (prediction|outcome|consistency).*|execute (erase|drop_day|set_retention).*"));
  }

  @Test
  void whoWatchesSwitchesBreakersMeasuresAndWritesNothingElse() throws Exception {
    assertThat(granted("surety_watcher"))
        .filteredOn(grant -> !grant.startsWith("select "))
        .containsExactly(
            "delete measurement",
            "execute erasures_of()",
            "execute find()",
            "execute first_id()",
            "execute first_id_of()",
            "execute forget_tallies()",
            "execute is_held()",
            "execute lock_class()",
            "execute switch_breaker()",
            "insert event",
            "insert look",
            "insert measurement",
            "insert pointer",
            "insert standing",
            "update look",
            "update pointer",
            "update standing");
    assertThat(granted("surety_watcher"))
        .contains("select decision", "select bundle", "select serving", "select ingest.known_at")
        .noneMatch(grant -> grant.matches("select ingest(\\.(?!known_at$).*)?"))
        .noneMatch(grant -> grant.contains("loan") || grant.contains("quarantine"));
  }

  @Test
  void jobsRecordRunsAndEveryoneElseReadsThem() throws Exception {
    assertThat(granted("surety_trainer"))
        .contains("insert run.kind", "insert ending.outcome", "insert checkpoint.step")
        .noneMatch(grant -> grant.matches("insert (run|ending)\\..*(_at|started_by|run_uuid)"));
    for (String reader : List.of("surety_approver", "surety_watcher")) {
      assertThat(granted(reader))
          .contains("select run_state", "execute is_held()")
          .noneMatch(grant -> grant.matches("insert (run|ending|agreement|checkpoint).*"));
    }
    assertThat(granted("surety_model_reader")).noneMatch(grant -> grant.contains(" run"));
  }

  private static List<String> granted(String group) throws Exception {
    List<String> grants = new ArrayList<>();
    try (Connection connection = database.owner().getConnection();
        PreparedStatement asked = connection.prepareStatement(GRANTS)) {
      asked.setString(1, group);
      try (ResultSet row = asked.executeQuery()) {
        while (row.next()) {
          grants.add(row.getString(1));
        }
      }
    }
    return grants;
  }
}
