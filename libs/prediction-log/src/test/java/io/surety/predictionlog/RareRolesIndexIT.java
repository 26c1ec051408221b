package io.surety.predictionlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every day has the index of rare roles, whether it was there before or not. */
class RareRolesIndexIT {

  private static final String BEFORE = "14";

  private TestDatabase database;
  private JdbcClient owner;

  @BeforeEach
  void create() {
    database = TestDatabase.create();
    owner = JdbcClient.create(database.owner());
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void indexesDaysThatAreThereAndDaysThatCome() throws SQLException {
    Flyway.configure()
        .dataSource(database.owner())
        .locations("classpath:db/prediction-log")
        .schemas("prediction_log")
        .defaultSchema("prediction_log")
        .target(BEFORE)
        .load()
        .migrate();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    prepare(today.minusDays(5), 8);
    write(today.minusDays(5));
    write(today);
    assertThat(indexed()).isEmpty();

    PredictionLogMigrations.migrate(database.owner());
    prepare(today.plusDays(3), 1);

    assertThat(indexed())
        .containsExactlyElementsOf(
            today.minusDays(5).datesUntil(today.plusDays(4)).map(RareRolesIndexIT::part).toList());
    assertThat(
            owner
                .sql(
                    """
                    SELECT indisvalid FROM pg_index
                    WHERE indexrelid = 'prediction_log.prediction_of_rare_role'::regclass
                    """)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private static String part(LocalDate day) {
    return "prediction_%tY%<tm%<td".formatted(day);
  }

  /** Days of which the index is a part of that of the log. */
  private List<String> indexed() {
    return owner
        .sql(
            """
            SELECT part.relname
            FROM pg_inherits
            JOIN pg_index found ON found.indexrelid = inhrelid
            JOIN pg_class part ON part.oid = found.indrelid
            WHERE inhparent = to_regclass('prediction_log.prediction_of_rare_role')
              AND found.indisvalid
            ORDER BY part.relname
            """)
        .query(String.class)
        .list();
  }

  private void prepare(LocalDate first, int days) throws SQLException {
    try (Connection connection = database.owner().getConnection()) {
      LogWriter.prepareDays(connection, first, days);
    }
  }

  private void write(LocalDate day) {
    for (String role : List.of("champion", "canary")) {
      owner
          .sql(
              """
              INSERT INTO prediction_log.prediction
                (prediction_id, model_name, model_version, role, inputs, margin, probability, score,
                 decision)
              VALUES (:id, 'loan-risk', 1, :role, '{1}', 0, 0.5, 600, 'refer')
              """)
          .param("id", TestLog.idAt(TestLog.noon(day)))
          .param("role", role)
          .update();
    }
  }
}
