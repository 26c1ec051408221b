package io.surety.predictionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.registry.ModelVersion;
import io.surety.registry.RegistryMigrations;
import io.surety.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TallyWriterIT {

  private static TestDatabase database;

  @BeforeAll
  static void migrate() {
    database = TestDatabase.create();
    RegistryMigrations.migrate(database.owner());
    PredictionLogMigrations.migrate(database.owner());
    JdbcClient client = JdbcClient.create(database.owner());
    client
        .sql("CREATE ROLE tallying_service LOGIN PASSWORD 'secret' IN ROLE surety_model_reader")
        .update();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void takesTheSameRowsTwiceAndCountsThemOnce() throws SQLException {
    List<TallyRow> rows = List.of(row(TallyKind.ANSWERED, ""), row(TallyKind.ANSWERED_ROW, ""));

    write(rows);
    write(List.of(rows.getFirst(), row(TallyKind.UNKNOWN_CATEGORY, "job")));

    assertThat(
            JdbcClient.create(database.owner())
                .sql("SELECT kind || ' ' || input || count FROM prediction_log.tally ORDER BY 1")
                .query(String.class)
                .list())
        .containsExactly("answered 5", "answered_row 5", "unknown_category job5");
  }

  @Test
  void refusesCountsOfNothingAndOfNoInput() {
    assertThatThrownBy(() -> row(TallyKind.UNKNOWN_CATEGORY, "")).hasMessageContaining("names an");
    assertThatThrownBy(() -> row(TallyKind.FAILED, "job")).hasMessageContaining("no other does");
  }

  /** As a prediction service may. */
  private static void write(List<TallyRow> rows) throws SQLException {
    try (Connection connection = database.login("tallying_service", "secret").getConnection()) {
      TallyWriter.write(connection, rows);
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  private static TallyRow row(TallyKind kind, String input) {
    return new TallyRow(
        Instant.parse("2026-05-04T10:00:00.123456Z"),
        new UUID(1, 2),
        new ModelVersion("loan-risk", 1),
        AnswerRole.CHAMPION,
        kind,
        input,
        5);
  }
}
