package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.ModelBundle;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.ReasonsJson;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replay, retention and erasure, as people type them, on decisions of a model that was trained. */
class PredictionLogCommandsIT {

  private static final LocalDate DAY = LocalDate.of(2025, 2, 1);

  @TempDir static Path folder;

  private static TestDatabase database;
  private static TestPerson person;
  private static ModelVersion version;
  private static ModelBundle bundle;
  private static int drawn;

  @BeforeAll
  static void train() throws IOException {
    database = TestDatabase.create();
    person = TestPerson.of(database, database.user(), database.password());
    person.types("migrate").endsWith(ExitCode.DONE);
    Path book = folder.resolve("book.csv");
    try (OutputStream out = Files.newOutputStream(book)) {
      LoanBook.write(2_000, 1, out, written -> {});
    }
    person.types("ingest", book.toString()).endsWith(ExitCode.DONE);
    person.types(
        "train",
        "--by",
        "Dora Data",
        "--report",
        folder.resolve("r.html").toString(),
        "--set",
        "learner.trees=10");
    Models models = new PostgresModels(database.owner());
    version = models.all().getFirst().version();
    bundle = ModelBundle.read(models.bundle(version));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void provesBitForBitWhatTheVersionSaid() throws SQLException {
    List<LoggedPrediction> logged = new ArrayList<>();
    for (int user = 0; user < 1_500; user++) {
      logged.add(decided(new UserId(user), DAY));
    }
    write(logged);

    person
        .types("replay", "--from", "2025-02-01", "--to", "2025-02-02")
        .endsWith(ExitCode.DONE)
        .prints("1,500 predictions: 1,500 the same bit for bit, 0 different, 0 erased");
    person
        .types("replay", logged.get(7).id().toString())
        .endsWith(ExitCode.DONE)
        .prints("1 prediction: 1 the same bit for bit");
    person
        .types("replay", "--user", "11")
        .endsWith(ExitCode.DONE)
        .prints("1 prediction: 1 the same bit for bit");
  }

  @Test
  void saysWhatDiffersWithBothValues() throws SQLException {
    LoggedPrediction truth = decided(new UserId(1), DAY.plusDays(1));
    Scored scored = truth.scored();
    assertThat(scored).isNotNull();
    double next = Math.nextUp(scored.probability());
    LoggedPrediction forged =
        new LoggedPrediction(
            truth.id(),
            truth.user(),
            truth.lookup(),
            truth.version(),
            truth.role(),
            new Scored(scored.inputs(), scored.margin(), next, scored.score()),
            truth.decision(),
            "[]".equals(truth.reasonsJson()) ? "[{}]" : "[]",
            null,
            null,
            null);
    write(List.of(forged));

    person
        .types("replay", truth.id().toString())
        .endsWith(ExitCode.FAILED)
        .prints(
            "probability was logged as " + next,
            "and is now " + scored.probability(),
            "reasons was logged as " + forged.reasonsJson(),
            "0 the same bit for bit, 1 different");
  }

  @Test
  void countsApartWhatWasErasedAndWhatThePolicyAnswered() throws SQLException {
    LocalDate day = DAY.plusDays(2);
    LoggedPrediction policy = decided(new UserId(1), day);
    write(
        List.of(
            decided(new UserId(424_242), day),
            new LoggedPrediction(
                policy.id(),
                null,
                null,
                version,
                AnswerRole.POLICY,
                null,
                policy.decision(),
                null,
                null,
                null,
                null)));
    person
        .decides("erase", "--user", "424242")
        .endsWith(ExitCode.DONE)
        .prints("Erased the person from 1 prediction", "recorded as erasure")
        .says("carry no user id");
    person
        .decides("erase", "--user", "424242")
        .endsWith(ExitCode.DONE)
        .prints("No prediction is logged about this person any more", "Nothing was changed");
    person
        .decides("erase", "--user", "424243")
        .prints("No prediction is logged about this person. Nothing was changed");

    person
        .types("replay", "--from", day.toString(), "--to", day.plusDays(1).toString())
        .endsWith(ExitCode.DONE)
        .prints("2 predictions: 0 the same bit for bit, 0 different, 1 erased, 1 answered by the");
  }

  @Test
  void erasesWhatBatchesRejectedAboutAPersonAsWell() {
    JdbcClient owner = JdbcClient.create(database.owner());
    owner
        .sql(
            """
            INSERT INTO run_log.rejected_row (kind, run_key, place, column_name, user_id, reason)
            VALUES ('score-batch', 'night', 0, 'age', 777001, 'age is -3'),
              ('score-batch', 'night', 1, 'age', 777002, 'age is -4')
            """)
        .update();

    person
        .decides("erase", "--user", "777001")
        .endsWith(ExitCode.DONE)
        .prints("Removed 1 rejected row about the person", "No prediction is logged");

    assertThat(owner.sql("SELECT user_id FROM run_log.rejected_row").query(Long.class).list())
        .containsExactly(777_002L);
  }

  @Test
  void cannotProveWhatAVersionSaidThatTheRegistryDoesNotHave() throws SQLException {
    LoggedPrediction truth = decided(new UserId(1), DAY.plusDays(3));
    write(
        List.of(
            new LoggedPrediction(
                truth.id(),
                null,
                null,
                new ModelVersion("loan-risk", 77),
                truth.role(),
                truth.scored(),
                truth.decision(),
                null,
                null,
                null,
                null)));

    person
        .types("replay", truth.id().toString())
        .endsWith(ExitCode.FAILED)
        .prints("1 prediction of loan-risk/77, which this registry does not have");
  }

  @Test
  void refusesWhatMakesNoSense() {
    person.types("replay").endsWith(ExitCode.WRONG_USAGE).says("Say what to replay");
    person.types("replay", "1").endsWith(ExitCode.WRONG_USAGE).says("'1' is no prediction_id");
    person
        .types("replay", "019ca8d7-2d7b-7000-8000-000000000099")
        .endsWith(ExitCode.FAILED)
        .says("The log has no prediction");
    person
        .types("replay", "--from", "2025-02-02", "--to", "2025-02-01")
        .endsWith(ExitCode.WRONG_USAGE);
    person.types("retention", "--keep", "730d").endsWith(ExitCode.WRONG_USAGE).says("--by");
    person.decides("retention", "--keep", "36h").endsWith(ExitCode.WRONG_USAGE).says("whole days");
    person.types("erase", "--user", "7").endsWith(ExitCode.WRONG_USAGE);
  }

  @Test
  void keepsByRuleAndShowsWhatItWouldDrop() throws SQLException {
    LocalDate old = LocalDate.of(2019, 6, 1);
    write(List.of(decided(new UserId(5), old), decided(new UserId(6), old)));

    person
        .types("retention", "--dry-run", "--apply")
        .endsWith(ExitCode.DONE)
        .prints("kept for 1,827 days, because nobody", old + " would be dropped");
    person
        .decides("retention", "--keep", "36000d")
        .endsWith(ExitCode.DONE)
        .prints("kept for 36,000 days: rule 1", "by Olga Officer", "No day is older than that");
    person.types("retention", "--apply").endsWith(ExitCode.DONE).prints("Dropped 0 days");
    person.decides("retention", "--keep", "2000d").prints(old + " would be dropped");
    person
        .types("retention", "--apply")
        .endsWith(ExitCode.DONE)
        .prints("dropped " + old + ": 2 predictions", "Dropped 1 day with 2 predictions");
    assertThat(
            JdbcClient.create(database.owner())
                .sql("SELECT count(*) FROM prediction_log.dropped_day WHERE rule_id = 2")
                .query(Long.class)
                .single())
        .isOne();
  }

  private static LoggedPrediction decided(UserId user, LocalDate day) {
    double[] row = {user.value() % 9, 100 + user.value(), 20 + user.value() % 50, Double.NaN, 1};
    var assessment = bundle.scorer().assess(row);
    Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    return new LoggedPrediction(
        new UUID(noon.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | ++drawn),
        user,
        new Lookup(day, Basis.LATEST_LOAN, null),
        version,
        AnswerRole.CHAMPION,
        Scored.of(row, assessment),
        assessment.decision(),
        ReasonsJson.of(bundle.reasons().most(row, bundle.scorer().explain(row))),
        null,
        1_000,
        null);
  }

  private static void write(List<LoggedPrediction> predictions) throws SQLException {
    LogRows rows = LogRows.of(predictions.size());
    predictions.forEach(rows::add);
    try (Connection connection = database.owner().getConnection()) {
      LogWriter.write(connection, List.of(rows));
    }
  }
}
