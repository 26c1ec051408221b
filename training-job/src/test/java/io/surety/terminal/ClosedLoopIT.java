package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Stage;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.RealisedPerformance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Training, approval, batch inference, outcomes, and the next training on just these outcomes. */
class ClosedLoopIT {

  private static final LocalDate AS_OF = LocalDate.of(2020, 6, 30);

  @TempDir private Path folder;

  private TestDatabase database;
  private TestPerson trainer;
  private TestPerson approver;
  private List<String> book;

  @BeforeEach
  void simulate() throws IOException {
    database = TestDatabase.create();
    TestPerson.of(database, database.user(), database.password()).types("migrate");
    trainer = login("loop_trainer", "surety_trainer");
    approver = login("loop_approver", "surety_approver");
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    LoanBook.write(5_000, 1, written, _ -> {});
    book = written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void trainsNextOnTheOutcomesOfWhatItScored() throws IOException {
    long first = write("until.csv", day -> !day.isAfter(AS_OF));
    cycle("first night", Instant.parse("2025-02-28T12:00:00Z"));
    assertThat(data(1).path("loans").asLong()).isEqualTo(first);

    approver.decides("approve", "1", "--override").endsWith(ExitCode.DONE);
    approver.decides("promote", "1", "--to", "champion").endsWith(ExitCode.DONE);
    trainer
        .types("score-batch", "--as-of", AS_OF.toString(), "--out", "table", "--key", "everybody")
        .endsWith(ExitCode.DONE);
    assertThat(ask("SELECT count(*) FROM prediction_log.outcome")).containsExactly("0");

    long second = write("after.csv", day -> day.isAfter(AS_OF));
    cycle("second night", Instant.now().plus(Duration.ofDays(60)));

    realisedFiguresAreThere();
    theNextTrainingSawThoseLoans(first, second);
    theNewCandidateWaits();
  }

  private void realisedFiguresAreThere() {
    assertThat(
            ask(
                """
                SELECT DISTINCT p.role || ' ' || p.model_version
                FROM prediction_log.latest_outcome o JOIN prediction_log.prediction p USING (prediction_id)
                """))
        .containsExactly("batch 1");
    List<Judged> judged =
        JdbcClient.create(database.owner())
            .sql(
                """
                SELECT p.probability, o.bad, p.user_id FROM prediction_log.latest_outcome o
                JOIN prediction_log.prediction p USING (prediction_id)
                """)
            .query((row, _) -> new Judged(row.getDouble(1), row.getBoolean(2), row.getLong(3)))
            .list();
    boolean[] bad = new boolean[judged.size()];
    for (int each = 0; each < bad.length; each++) {
      bad[each] = judged.get(each).bad();
    }
    RealisedPerformance realised =
        RealisedPerformance.of(
            new Outcomes(
                judged.stream().mapToDouble(Judged::probability).toArray(),
                bad,
                judged.stream().mapToLong(Judged::user).toArray()));
    assertThat(realised.people()).isGreaterThan(50);
    assertThat(realised.auc()).isNotNull();
  }

  private record Judged(double probability, boolean bad, long user) {}

  private void theNextTrainingSawThoseLoans(long first, long second) {
    JsonNode before = data(1);
    JsonNode after = data(2);
    assertThat(after.path("loans").asLong()).isEqualTo(first + second);
    assertThat(after.path("hash").asString()).isNotEqualTo(before.path("hash").asString());
    JsonNode split = evidence(2).path("provenance").path("split");
    long used =
        split.path("training").path("loans").asLong()
            + split.path("calibration").path("loans").asLong()
            + split.path("test").path("loans").asLong()
            + split.path("aside").asLong();
    assertThat(split.path("unknown_outcome").asLong() + split.path("immature").asLong() + used)
        .isEqualTo(first + second);
    assertThat(
            ask(
                """
                SELECT count(*) FROM prediction_log.outcome o
                LEFT JOIN feature_store.loan l
                  ON l.loan_id = o.loan_id AND l.known_to = 'infinity' AND l.status IS NOT NULL
                    AND l.loan_date <= DATE '%s' AND (l.status = 1) = o.bad
                WHERE l.loan_id IS NULL
                """
                    .formatted(split.path("mature_until").asString())))
        .as("outcomes whose loan is not among the rows that count")
        .containsExactly("0");
    changesTheDataWhenAnOutcomeIsCorrected(after);
  }

  /** The hash is over every row that was read, with its outcome. */
  private void changesTheDataWhenAnOutcomeIsCorrected(JsonNode after) {
    List<String> loans =
        ask("SELECT DISTINCT loan_id FROM prediction_log.outcome ORDER BY loan_id LIMIT 1");
    String header = book.getFirst();
    int id = List.of(header.split(",", -1)).indexOf("loan_id");
    int status = List.of(header.split(",", -1)).indexOf("status");
    String[] fields =
        book.stream()
            .map(line -> line.split(",", -1))
            .filter(line -> line[id].equals(loans.getFirst()))
            .findFirst()
            .orElseThrow();
    fields[status] = fields[status].equals("1") ? "0" : "1";
    try {
      Files.writeString(
          folder.resolve("inbox").resolve("correction.csv"),
          header + "\n" + String.join(",", fields) + "\n");
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    cycle("third night", Instant.now().plus(Duration.ofDays(61)));
    assertThat(data(3).path("loans").asLong()).isEqualTo(after.path("loans").asLong());
    assertThat(data(3).path("hash").asString()).isNotEqualTo(after.path("hash").asString());
  }

  private void theNewCandidateWaits() {
    RegisteredModel newest =
        new PostgresModels(database.owner()).find(new ModelVersion("loan-risk", 2)).orElseThrow();
    assertThat(newest.stage()).isEqualTo(Stage.CANDIDATE);
  }

  private void cycle(String key, Instant at) {
    TestPerson.Ran ran =
        trainer.typesAt(
            at,
            "cycle",
            "--key",
            key,
            "--inbox",
            folder.resolve("inbox").toString(),
            "--by",
            "Dora Data",
            "--set",
            "learner.trees=40",
            "--set",
            "gates.min_auc_lower=0.3");
    assertThat(ran.exitCode())
        .as("%s%s", ran.out(), ran.err())
        .isIn(ExitCode.DONE.number(), ExitCode.GATE_NOT_PASSED.number());
    ran.prints("Decide  loan-risk/");
  }

  /** Writes the loans of some days to the inbox, and returns how many these are. */
  private long write(String name, Predicate<LocalDate> days) throws IOException {
    int column = List.of(book.getFirst().split(",", -1)).indexOf("loan_date");
    List<String> loans =
        book.stream()
            .skip(1)
            .filter(line -> days.test(LocalDate.parse(line.split(",", -1)[column])))
            .toList();
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    Files.writeString(
        inbox.resolve(name), book.getFirst() + "\n" + String.join("\n", loans) + "\n");
    assertThat(loans).hasSizeGreaterThan(500);
    return loans.size();
  }

  private JsonNode data(int version) {
    return evidence(version).path("provenance").path("data");
  }

  private JsonNode evidence(int version) {
    return Evidence.of(
            new PostgresModels(database.owner())
                .find(new ModelVersion("loan-risk", version))
                .orElseThrow())
        .json();
  }

  private TestPerson login(String name, String group) {
    JdbcClient client = JdbcClient.create(database.owner());
    String unique = name + "_" + System.nanoTime();
    client.sql("CREATE ROLE %s LOGIN PASSWORD 'secret'".formatted(unique)).update();
    client.sql("GRANT %s TO %s".formatted(group, unique)).update();
    return TestPerson.of(database, unique, "secret");
  }

  private List<String> ask(String question) {
    return JdbcClient.create(database.owner()).sql(question).query(String.class).list();
  }
}
