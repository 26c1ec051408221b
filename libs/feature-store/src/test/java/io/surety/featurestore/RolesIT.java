package io.surety.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.loans.TestLoan;
import io.surety.loans.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each role's rights, tried by a login that has no others. */
class RolesIT {

  private static TestStore store;
  private static DataSource reader;

  @BeforeAll
  static void load() {
    store = new TestStore();
    store.load(TestLoan.of(1, 7, "2020-01-10", 100));
    reader = store.login("surety_feature_reader");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void aFeatureReaderReadsFeatures() {
    assertThatCode(() ->
            execute(
                reader,
                """
                SELECT loan_id, feature_store.years_between(birthday, loan_date),
                    (SELECT MAX(known_at) FROM feature_store.ingest)
                FROM feature_store.loan_features
                """))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 FROM feature_store.loan",
        "SELECT file_name FROM feature_store.ingest",
        "SELECT 1 FROM feature_store.quarantine",
        "SELECT 1 FROM feature_store.flyway_schema_history",
        "INSERT INTO feature_store.loan_features SELECT * FROM feature_store.loan_features",
        "UPDATE feature_store.loan_features SET nb_previous_loans = 9",
        "DELETE FROM feature_store.loan_features",
        "TRUNCATE feature_store.loan_features",
        "SELECT feature_store.create_loan_index()",
        "SELECT feature_store.drop_loan_index_of_empty_ledger()",
        "CREATE TABLE feature_store.mine (id bigint)"
      })
  void aFeatureReaderDoesNothingElse(String sql) {
    isDenied(reader, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM feature_store.loan",
        "UPDATE feature_store.loan SET loan_amount = 1",
        "UPDATE feature_store.loan SET known_from = '2000-01-01'",
        "UPDATE feature_store.ingest SET known_at = '2000-01-01'",
        "DELETE FROM feature_store.ingest",
        "DELETE FROM feature_store.quarantine",
        "TRUNCATE feature_store.loan",
        "DROP INDEX feature_store.loan_current",
        "DROP INDEX feature_store.loan_of_user",
        "SELECT 1 FROM feature_store.flyway_schema_history"
      })
  void aTrainerCannotRewriteWhatWasKnown(String sql) {
    isDenied(store.trainer(), sql);
  }

  @Test
  void aTrainerCannotDropTheIndexOfALedgerWithLoans() {
    assertThatThrownBy(() ->
            execute(store.trainer(), "SELECT feature_store.drop_loan_index_of_empty_ledger()"))
        .hasMessageContaining("The ledger holds loans, so its indexes stay.");
  }

  @Test
  void aTrainerRefreshesTheStatisticsOfWhatItLoads() throws SQLException {
    try (Connection connection = store.trainer().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE feature_store.loan, feature_store.loan_features");

      assertThatObject(statement.getWarnings()).isNull();
    }
  }

  private static void isDenied(DataSource login, String sql) {
    assertThatThrownBy(() -> execute(login, sql))
        .isInstanceOfSatisfying(
            SQLException.class,
            failure ->
                assertThat(failure.getSQLState()).as(failure.getMessage()).isEqualTo("42501"));
  }

  private static void execute(DataSource login, String sql) throws SQLException {
    try (Connection connection = login.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
