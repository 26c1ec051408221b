package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.Decision;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.registry.ModelVersion;
import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutcomesCommandIT {

  private static final Instant FIRST_LOAD = Instant.parse("2025-01-31T12:00:00Z");
  private static final Instant SECOND_LOAD = Instant.parse("2025-06-30T12:00:00Z");
  private static final Instant THIRD_LOAD = Instant.parse("2025-09-30T12:00:00Z");
  private static final ModelVersion VERSION = new ModelVersion("loan-risk", 1);

  @TempDir private Path folder;

  private TestDatabase database;
  private TestPerson owner;
  private List<String> header;
  private List<String> line;
  private long user;
  private long ids;

  @BeforeEach
  void loadABook() throws IOException {
    database = TestDatabase.create();
    owner = TestPerson.of(database, database.user(), database.password());
    owner.types("migrate").endsWith(ExitCode.DONE);
    ByteArrayOutputStream book = new ByteArrayOutputStream();
    LoanBook.write(20, 1, book, _ -> {});
    List<String> lines = book.toString(StandardCharsets.UTF_8).lines().toList();
    header = List.of(lines.getFirst().split(",", -1));
    line = List.of(lines.getLast().split(",", -1));
    user = Long.parseLong(line.get(header.indexOf("id")));
    Path file = Files.writeString(folder.resolve("book.csv"), String.join("\n", lines));
    owner.typesAt(FIRST_LOAD, "ingest", file.toString()).endsWith(ExitCode.DONE);
    owner.types("outcomes").endsWith(ExitCode.DONE).says("0 new outcomes from the loans");
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void givesALoanToTheLastPredictionThatWasMadeForIt() throws Exception {
    UUID tooEarly = predicted("2025-01-10T10:00:00Z", "2025-01-10");
    UUID earlier = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    UUID last = predicted("2025-02-10T10:00:00Z", "2025-02-10");
    UUID later = predicted("2025-02-25T10:00:00Z", "2025-02-25");
    UUID afterTheFact = predicted("2025-07-01T10:00:00Z", "2025-02-15");
    ingest(SECOND_LOAD, loan(9_000_001, "2025-02-20", "1"));

    owner.types("outcomes").endsWith(ExitCode.DONE).says("1 new outcome from the loans");

    assertThat(outcomes()).containsExactly(last + " t 2025-06-30 9000001");
    assertThat(Stream.of(tooEarly, earlier, later, afterTheFact)).doesNotContain(last);
    owner.types("outcomes").says("0 new outcomes");
  }

  @Test
  void waitsForTheStatusAndTakesItsCorrection() throws Exception {
    UUID prediction = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    ingest(Instant.parse("2025-03-31T12:00:00Z"), loan(9_000_001, "2025-02-20", ""));
    owner.types("outcomes").says("0 new outcomes");
    ingest(SECOND_LOAD, loan(9_000_001, "2025-02-20", "1"));
    owner.types("outcomes").says("1 new outcome");
    ingest(THIRD_LOAD, loan(9_000_001, "2025-02-20", "0"));
    owner.types("outcomes").says("1 new outcome");

    assertThat(outcomes())
        .containsExactly(
            prediction + " t 2025-06-30 9000001", prediction + " f 2025-09-30 9000001");
  }

  @Test
  void recordsOfSeveralLoadsOfADayTheLastAlone() throws Exception {
    UUID prediction = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    ingest(SECOND_LOAD, loan(9_000_001, "2025-02-20", "1"));
    ingest(SECOND_LOAD.plusSeconds(60), loan(9_000_001, "2025-02-20", "0"));

    owner.types("outcomes").endsWith(ExitCode.DONE).says("1 new outcome from the loans");

    assertThat(outcomes()).containsExactly(prediction + " f 2025-06-30 9000001");
    assertThat(lastRun().metrics()).containsEntry("outcomes", 1.0);
    owner.types("outcomes").says("0 new outcomes");
  }

  @Test
  void recordsTheLastOutcomeOfEachDayWhenLoadsOfManyAreLinkedAtOnce() throws Exception {
    UUID prediction = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    Instant midnight = Instant.parse("2025-07-01T00:00:00Z");
    List<Instant> loads =
        List.of(
            midnight.minusSeconds(120),
            midnight.minusSeconds(60),
            midnight,
            THIRD_LOAD,
            THIRD_LOAD.plusSeconds(60),
            THIRD_LOAD.plusSeconds(120));
    for (int load = 0; load < loads.size(); load++) {
      ingest(
          loads.get(load),
          loan(9_000_001, "2025-02-20", load % 2 == 0 ? "0" : "1"),
          loan(9_000_100 + load, "2024-12-01", ""));
    }

    owner.types("outcomes").endsWith(ExitCode.DONE).says("3 new outcomes from the loans");

    assertThat(outcomes())
        .containsExactly(
            prediction + " t 2025-06-30 9000001",
            prediction + " f 2025-07-01 9000001",
            prediction + " t 2025-09-30 9000001");
  }

  @Test
  void letsALoadCountThatCorrectsWhatWasLinkedOnTheSameDay() throws Exception {
    UUID prediction = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    ingest(SECOND_LOAD, loan(9_000_001, "2025-02-20", "1"));
    owner.types("outcomes").says("1 new outcome");
    ingest(SECOND_LOAD.plusSeconds(60), loan(9_000_001, "2025-02-20", "0"));
    owner.types("outcomes").endsWith(ExitCode.DONE).says("1 new outcome from the loans");
    Path file =
        Files.writeString(
            folder.resolve("collections.csv"),
            "prediction_id,status,known_on\n%s,1,2025-06-30\n".formatted(prediction));

    assertThat(outcomes())
        .containsExactly(
            prediction + " t 2025-06-30 9000001", prediction + " f 2025-06-30 9000001");
    owner
        .types("outcomes", file.toString())
        .endsWith(ExitCode.FAILED)
        .says("the other outcome is recorded for this day already");
  }

  @Test
  void judgesAPredictionByTheFirstLoanAfterItAlone() throws Exception {
    UUID decided = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    UUID decidedNext = predicted("2025-02-22T10:00:00Z", "2025-02-22");
    ingest(
        SECOND_LOAD,
        loan(9_000_001, "2025-02-10", "1"),
        loan(9_000_002, "2025-02-10", "0"),
        loan(9_000_003, "2025-02-20", "0"),
        loan(9_000_004, "2025-02-25", "0"));

    owner.types("outcomes").endsWith(ExitCode.DONE).says("2 new outcomes from the loans");

    assertThat(outcomes())
        .containsExactlyInAnyOrder(
            decided + " t 2025-06-30 9000001", decidedNext + " f 2025-06-30 9000004");
  }

  @Test
  void waitsForTheFirstLoanWhenALaterOneIsSettledBefore() throws Exception {
    UUID decided = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    ingest(SECOND_LOAD, loan(9_000_001, "2025-02-10", ""), loan(9_000_002, "2025-02-20", "0"));
    owner.types("outcomes").says("0 new outcomes");
    ingest(THIRD_LOAD, loan(9_000_001, "2025-02-10", "1"));
    owner.types("outcomes").says("1 new outcome");

    assertThat(outcomes()).containsExactly(decided + " t 2025-09-30 9000001");
  }

  @Test
  void takesAFileOfOutcomesAndTellsWhatIsWrongWithItsLines() throws Exception {
    UUID prediction = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    Path file =
        Files.writeString(
            folder.resolve("collections.csv"),
            """
            known_on,prediction_id,desk,status
            2025-05-31,%s,north,1
            2025-05-31,%s,north,2
            yesterday,%s,south,1
            2025-05-31,17,south,1
            2025-05-31,%s,south,1
            """
                .formatted(prediction, prediction, prediction, new UUID(7L << 12, 1L << 63)));

    owner
        .types("outcomes", file.toString())
        .endsWith(ExitCode.FAILED)
        .says("4 of 5 lines", "nothing was recorded");
    assertThat(outcomes()).isEmpty();
    owner
        .types("outcomes", file.toString(), "--max-bad-share", "0.9")
        .endsWith(ExitCode.DONE)
        .says(
            "1 new outcome",
            "4 lines refused",
            "line 3: status is 1 when the loan was not paid on time, else 0, not '2'",
            "line 4: known_on is a date such as 2026-05-31, not 'yesterday'",
            "line 5: prediction_id is the id that an answer gave, not '17'",
            "line 6: no prediction with this id is in the log");
    assertThat(outcomes()).containsExactly(prediction + " t 2025-05-31 null");
    owner.types("outcomes", file.toString(), "--max-bad-share", "0.9").says("0 new outcomes");
  }

  @Test
  void refusesAFileThatIsNoneOfOutcomes() throws Exception {
    Path file = Files.writeString(folder.resolve("loans.csv"), "loan_id,status\n1,0\n");

    owner
        .types("outcomes", file.toString())
        .endsWith(ExitCode.FAILED)
        .says("lacks the column known_on, prediction_id");
    owner.types("outcomes", "none.csv").endsWith(ExitCode.FAILED).says("There is no file none.csv");
    owner
        .types("outcomes", "--within", "P1M")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("no number of days such as P30D");
  }

  @Test
  void isARunThatTellsWhichFileItTookAndWhatCameOfIt() throws Exception {
    UUID prediction = predicted("2025-02-05T10:00:00Z", "2025-02-05");
    String text =
        "prediction_id,status,known_on\n%s,1,2025-05-31\n17,1,2025-05-31\n".formatted(prediction);
    Path file = folder.resolve("collections.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    owner.types("outcomes", file.toString()).endsWith(ExitCode.FAILED);
    RunRecord refused = lastRun();
    owner
        .types("outcomes", file.toString(), "--max-bad-share", "0.5")
        .endsWith(ExitCode.DONE)
        .says("1 new outcome, 0 known before, 1 line refused");
    RunRecord taken = lastRun();

    String hash =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    assertThat(refused.state()).isEqualTo(RunState.FAILED);
    assertThat(refused.message()).contains("1 of 2 lines", "nothing was recorded");
    assertThat(refused.metrics()).containsEntry("outcomes", 0.0).containsEntry("refused", 1.0);
    assertThat(taken.state()).isEqualTo(RunState.DONE);
    assertThat(taken.parameters())
        .containsEntry("file", file.toString())
        .containsEntry("max_bad_share", "0.5");
    assertThat(taken.metrics())
        .containsEntry("read", 2.0)
        .containsEntry("outcomes", 1.0)
        .containsEntry("refused", 1.0);
    assertThat(List.of(refused, taken))
        .allSatisfy(run -> assertThat(run.hashes()).containsEntry("file", hash));
    Files.writeString(folder.resolve("loans.csv"), "loan_id,status\n1,0\n");
    owner.types("outcomes", folder.resolve("loans.csv").toString()).endsWith(ExitCode.FAILED);
    assertThat(lastRun().hashes()).containsKey("file").doesNotContainEntry("file", hash);
    owner.types("outcomes", "--within", "P20D").endsWith(ExitCode.DONE);
    assertThat(lastRun().parameters()).containsOnly(Map.entry("within", "P20D"));
    owner.types("runs", "--kind", "outcomes").prints("1 new outcome", "0 new outcomes");
  }

  private RunRecord lastRun() {
    return new RunLog(database.owner())
        .since(Instant.EPOCH, 100).stream()
            .filter(run -> run.kind().equals("outcomes"))
            .max(Comparator.comparingInt(RunRecord::id))
            .orElseThrow();
  }

  private UUID predicted(String moment, String asOf) throws SQLException {
    UUID id =
        new UUID(
            Instant.parse(moment).toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | ++ids);
    LogRows rows = LogRows.of(1);
    rows.add(
        new LoggedPrediction(
            id,
            new UserId(user),
            new Lookup(LocalDate.parse(asOf), Basis.LATEST_LOAN, null),
            VERSION,
            AnswerRole.CHAMPION,
            new Scored(new double[] {1, 2, 3, 4, 0}, -1, 0.25, 560),
            Decision.REFER,
            null,
            null,
            null,
            null));
    try (Connection connection = database.owner().getConnection()) {
      LogWriter.write(connection, List.of(rows));
    }
    return id;
  }

  private void ingest(Instant at, String... loans) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("loan-%s.csv".formatted(LocalDate.ofInstant(at, ZoneOffset.UTC))),
            String.join(",", header) + "\n" + String.join("\n", loans) + "\n");
    owner.typesAt(at, "ingest", file.toString()).endsWith(ExitCode.DONE);
  }

  /** A loan of the user, like the last one of the book. */
  private String loan(long id, String date, String status) {
    return header.stream()
        .map(column ->
            switch (column) {
              case "loan_id" -> Long.toString(id);
              case "loan_date" -> date;
              case "status" -> status;
              default -> line.get(header.indexOf(column));
            })
        .collect(Collectors.joining(","));
  }

  private List<String> outcomes() {
    return JdbcClient.create(database.owner())
        .sql(
            """
            SELECT concat_ws(' ', prediction_id, left(bad::text, 1), known_on,
              coalesce(loan_id::text, 'null'))
            FROM prediction_log.outcome
            ORDER BY known_on, recorded_at
            """)
        .query(String.class)
        .list();
  }
}
