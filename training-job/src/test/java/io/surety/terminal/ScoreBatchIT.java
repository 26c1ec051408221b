package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import io.surety.bundle.Assessment;
import io.surety.bundle.Binding;
import io.surety.bundle.ModelBundle;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.featurestore.PostgresFeatures;
import io.surety.featurestore.UserFeatures;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.predictionlog.Predictions;
import io.surety.predictionlog.ReasonsJson;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresModels;
import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunLog;
import io.surety.runs.RunPlan;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Batches over a book of 5,000 simulated users (seed 1), as people type them. */
class ScoreBatchIT {

  private static final LocalDate AS_OF = LocalDate.of(2022, 6, 30);
  private static final ModelVersion VERSION = new ModelVersion("loan-risk", 1);

  @TempDir static Path folder;

  private static TestDatabase database;
  private static TestPerson trainer;

  @BeforeAll
  static void trainAModel() throws IOException, SQLException {
    database = TestDatabase.create();
    TestPerson.of(database, database.user(), database.password()).types("migrate");
    trainer = newLogin("batch_trainer", "surety_trainer");
    TestPerson approver = newLogin("batch_approver", "surety_approver");
    try (OutputStream out = Files.newOutputStream(folder.resolve("book.csv"))) {
      LoanBook.write(5_000, 1, out, _ -> {});
    }
    trainer.types("ingest", file("book.csv")).endsWith(ExitCode.DONE);
    trainer.types(
        "train",
        "--by",
        "Dora Data",
        "--report",
        file("report.html"),
        "--set",
        "learner.trees=40",
        "--set",
        "gates.min_auc_lower=0.3");
    trainer
        .types("score-batch", "--out", "table")
        .endsWith(ExitCode.FAILED)
        .says("No version is champion");
    trainer
        .types("score-batch", "--out", "table", "--model", "1")
        .endsWith(ExitCode.FAILED)
        .says("loan-risk/1 is not approved");
    approver.decides("approve", "1", "--override").endsWith(ExitCode.DONE);
    approver.decides("promote", "1", "--to", "champion").endsWith(ExitCode.DONE);
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  /** The answers are those of the code that serves, asked user by user. */
  @Test
  void givesEachKnownUserTheAnswerOfTheService() {
    batch("answers", "--out", "table").endsWith(ExitCode.DONE);

    ModelBundle bundle = ModelBundle.read(new PostgresModels(database.owner()).bundle(VERSION));
    PostgresFeatures features = new PostgresFeatures(database.owner());
    List<LoggedPrediction> logged = logged("answers");
    assertThat(logged).hasSize((int) knownUsers()).isSortedAccordingTo(byUser());
    for (LoggedPrediction prediction : logged) {
      UserId user = Objects.requireNonNull(prediction.user());
      UserFeatures known = features.find(user, AS_OF, Basis.LATEST_LOAN).orElseThrow();
      double[] row = ((Binding.Bound) bundle.binder().bind(known.values().toWire())).row();
      Assessment assessment = bundle.scorer().assess(row);
      Scored scored = Objects.requireNonNull(prediction.scored());
      assertThat(scored.inputs()).as("inputs of user %s", user).isEqualTo(row);
      assertThat(scored).isEqualTo(Scored.of(row, assessment));
      assertThat(prediction.decision()).isEqualTo(assessment.decision());
      assertThat(prediction.reasonsJson())
          .isEqualTo(ReasonsJson.of(bundle.reasons().most(row, bundle.scorer().explain(row))));
      assertThat(prediction.asOf()).isEqualTo(AS_OF);
      assertThat(prediction.version()).isEqualTo(VERSION);
    }
  }

  @Test
  void isDoneOnceHoweverOftenItIsStarted() {
    batch("twice", "--out", "table").endsWith(ExitCode.DONE).prints("Key     twice");
    batch("twice", "--out", "table")
        .endsWith(ExitCode.DONE)
        .says("scored the batch 'twice' already, so nothing was done");
    assertThat(logged("twice")).hasSize((int) knownUsers());
    trainer
        .types("score-batch", "--out", "table", "--key", "twice", "--as-of", "2021-01-01")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored as of 2022-06-30, not 2021-01-01");
  }

  @Test
  void leavesABatchAloneThatAnotherProcessScores() {
    RunLog log = new RunLog(database.owner());
    try (Run other = begun(log.begin(RunPlan.of("score-batch", "0").withKey("taken")))) {
      batch("taken", "--out", "table")
          .endsWith(ExitCode.DONE)
          .says("Run %d is scoring the batch 'taken'".formatted(other.id()));
    }
    assertThat(logged("taken")).isEmpty();
  }

  private static Run begun(Begun begun) {
    return ((Begun.Started) begun).run();
  }

  @Test
  void shardsCoverEverybodyOnce() throws SQLException {
    for (int shard = 0; shard < 3; shard++) {
      if (shard == 1) {
        // What is loaded between two shards changes neither of them.
        execute("UPDATE feature_store.loan_features SET nb_previous_loans = nb_previous_loans");
      }
      batch("shards", "--out", file("s.csv"), "--shard", shard + "/3").endsWith(ExitCode.DONE);
    }
    batch("whole", "--out", file("w.csv")).endsWith(ExitCode.DONE);

    assertThat(logged("shards")).hasSize((int) knownUsers());
    assertThat(
            Stream.of(0, 1, 2)
                .flatMap(shard -> answers(folder.resolve("s-%d-of-3.csv".formatted(shard))))
                .sorted())
        .containsExactlyElementsOf(answers(folder.resolve("w.csv")).sorted().toList());
    assertThat(logged("shards").stream().map(LoggedPrediction::id)).doesNotHaveDuplicates();
    batch("shards", "--out", "table")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored in shards of 3, not 1");
    trainer
        .types("score-batch", "--out", "table", "--shard", "0/2")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("share a key");
    batch("no-index", "--out", "table", "--shards", "2")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("JOB_COMPLETION_INDEX, which is not set");
  }

  @Test
  void writesTheSameAsCsvAndAsParquet() throws IOException {
    batch("csv", "--out", file("c.csv")).endsWith(ExitCode.DONE).prints("c.csv");
    batch("parquet", "--out", file("p.parquet")).endsWith(ExitCode.DONE);

    List<String> lines = Files.readAllLines(folder.resolve("c.csv"));
    List<String> header = List.of(lines.getFirst().split(",", -1));
    List<Map<String, String>> rows = parquet(folder.resolve("p.parquet"));
    assertThat(rows).hasSameSizeAs(lines.subList(1, lines.size())).hasSize((int) knownUsers());
    for (int at = 0; at < rows.size(); at++) {
      List<String> cells = List.of(lines.get(at + 1).split(",", -1));
      for (String column :
          List.of(
              "user_id",
              "probability",
              "decision",
              "score",
              "input_age",
              "reason_1",
              "reason_1_contribution",
              "input_avg_amount_loans_previous")) {
        assertThat(rows.get(at).getOrDefault(column, ""))
            .as("%s of row %d", column, at)
            .isEqualTo(cells.get(header.indexOf(column)));
      }
    }
    assertThat(folder.resolve("c.rejected.csv")).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::toString).filter(name -> name.endsWith(".part"))).isEmpty();
    }
  }

  /** By a reader of other people, where {@code SURETY_TEST_PYTHON} names a Python with pyarrow. */
  @Test
  void writesParquetThatOthersRead() throws Exception {
    String python = System.getenv("SURETY_TEST_PYTHON");
    if (python == null) {
      System.err.println("SKIPPED: SURETY_TEST_PYTHON names no Python with pyarrow.");
      return;
    }
    batch("pyarrow", "--out", file("py.parquet")).endsWith(ExitCode.DONE);
    Process reader =
        new ProcessBuilder(
                python,
                "-c",
                """
                import sys, pyarrow.parquet as parquet
                for row in parquet.read_table(sys.argv[1]).to_pylist():
                  print(row["prediction_id"], row["user_id"], row["as_of"], repr(row["probability"]),
                    row["decision"], row["input_years_on_the_job"], sep=",")
                """,
                file("py.parquet"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> read;
    try (BufferedReader said = reader.inputReader(StandardCharsets.UTF_8)) {
      read = said.readAllLines();
    }
    assertThat(reader.waitFor()).isZero();
    List<String> expected = new ArrayList<>();
    for (LoggedPrediction prediction : logged("pyarrow")) {
      Scored scored = Objects.requireNonNull(prediction.scored());
      double years = scored.inputs()[3];
      expected.add(
          "%s,%s,%s,%s,%s,%s"
              .formatted(
                  prediction.id(),
                  prediction.user(),
                  prediction.asOf(),
                  scored.probability(),
                  prediction.decision(),
                  Double.isNaN(years) ? "None" : Long.toString((long) years)));
    }
    assertThat(read).hasSameSizeAs(expected);
    for (int row = 0; row < read.size(); row++) {
      List<String> cells = List.of(read.get(row).split(",", -1));
      List<String> wanted = List.of(expected.get(row).split(",", -1));
      assertThat(Double.parseDouble(cells.get(3))).isEqualTo(Double.parseDouble(wanted.get(3)));
      assertThat(cells.subList(0, 3)).isEqualTo(wanted.subList(0, 3));
      assertThat(cells.subList(4, 6)).isEqualTo(wanted.subList(4, 6));
    }
  }

  @Test
  void scoresTheRowsOfAFileAndTellsWhichItCannot() throws IOException {
    Files.writeString(
        folder.resolve("rows.csv"),
        """
        user_id,age,nb_previous_loans,avg_amount_loans_previous,years_on_the_job,flag_own_car
        7,40,3,120.5,,1
        8,forty,3,120.5,2,1
        ,41,2,,2,0
        nine,41,2,,2,0
        10,41,2
        7,40,3,120.5,,1
        """);

    batch("rows", "--input", file("rows.csv"), "--out", file("r.csv"))
        .endsWith(ExitCode.DONE)
        .says("3 rows scored", "3 rejected");

    List<String> scored = Files.readAllLines(folder.resolve("r.csv"));
    assertThat(scored.getFirst()).startsWith("row,prediction_id,user_id,as_of,probability");
    assertThat(scored.stream().skip(1).map(line -> line.split(",", -1)[0]))
        .containsExactly("1", "3", "6");
    assertThat(scored.get(3).split(",", -1)[4]).isEqualTo(scored.get(1).split(",", -1)[4]);
    assertThat(Files.readAllLines(folder.resolve("r.rejected.csv")))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("2,8,age,") && line.contains("whole number"))
        .anyMatch(line -> line.startsWith("4,,user_id,"))
        .anyMatch(line -> line.startsWith("5,,,") && line.contains("3 values"));
    Files.writeString(folder.resolve("rows.csv"), "age\n1\n");
    batch("rows", "--input", file("rows.csv"), "--out", file("r.csv"))
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored from the file");
    batch("other", "--input", file("rows.csv"), "--out", file("r.csv"))
        .endsWith(ExitCode.FAILED)
        .says("are not the inputs of loan-risk/1");
  }

  /** What the log takes of these rows alone is more than twice the heap. */
  @Test
  void scoresALargeFileInASmallHeap() throws Exception {
    int rows = 150_000;
    try (BufferedWriter large = Files.newBufferedWriter(folder.resolve("large.csv"))) {
      large.write("user_id,nb_previous_loans,avg_amount_loans_previous,age,flag_own_car\n");
      for (int row = 0; row < rows; row++) {
        large.write(
            "%d,%d,%d.25,%d,%d\n".formatted(row, row % 9, row % 977, 20 + row % 60, row % 2));
      }
    }

    Process process =
        ScoreBatchProcess.start(
            "48m",
            trainer,
            "score-batch",
            "--key",
            "large",
            "--input",
            file("large.csv"),
            "--out",
            file("large.parquet"));

    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(new RunLog(database.owner()).attempts("score-batch", "large"))
        .singleElement()
        .satisfies(run -> assertThat(run.metrics()).containsEntry("scored", (double) rows));
    assertThat(parquet(folder.resolve("large.parquet"))).hasSize(rows);
  }

  @Test
  void refusesFilesThatItCannotWriteBeforeItWorks() {
    batch("out", "--out", "scores.xlsx").endsWith(ExitCode.WRONG_USAGE).says(".csv or .parquet");
    batch("out", "--out", "/proc/nothing/scores.csv")
        .endsWith(ExitCode.FAILED)
        .says("cannot be written");
    assertThat(new RunLog(database.owner()).findAgreement("score-batch", "out")).isEmpty();
  }

  private static TestPerson.Ran batch(String key, String... more) {
    List<String> typed = new ArrayList<>(List.of("score-batch", "--key", key));
    boolean ofUsers = !List.of(more).contains("--input");
    if (ofUsers) {
      typed.addAll(List.of("--as-of", AS_OF.toString()));
    }
    typed.addAll(List.of(more));
    return trainer.types(typed.toArray(String[]::new));
  }

  private static List<LoggedPrediction> logged(String key) {
    List<LoggedPrediction> all = new ArrayList<>();
    new PostgresPredictions(database.owner())
        .each(
            new Predictions.Stretch(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), null),
            prediction -> {
              if (("score-batch " + key).equals(prediction.caller())) {
                all.add(prediction);
              }
            });
    return all;
  }

  private static Comparator<LoggedPrediction> byUser() {
    return Comparator.comparingLong(
        prediction -> Objects.requireNonNull(prediction.user()).value());
  }

  private static long knownUsers() {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(DISTINCT user_id) FROM feature_store.loan WHERE loan_date <= ?")
        .param(AS_OF)
        .query(Long.class)
        .single();
  }

  /** The lines of a file without its header and the ids. */
  private static Stream<String> answers(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .skip(1)
          .map(line -> line.substring(line.indexOf(',') + 1));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static List<Map<String, String>> parquet(Path file) throws IOException {
    try (Stream<Map<String, String>> rows =
        ParquetReader.streamContent(
            file.toFile(),
            HydratorSupplier.constantly(
                new Hydrator<Map<String, String>, Map<String, String>>() {
                  @Override
                  public Map<String, String> start() {
                    return new HashMap<>();
                  }

                  @Override
                  public Map<String, String> add(
                      Map<String, String> row, String heading, Object value) {
                    if (value != null) {
                      row.put(heading, value.toString());
                    }
                    return row;
                  }

                  @Override
                  public Map<String, String> finish(Map<String, String> row) {
                    return row;
                  }
                }))) {
      return rows.toList();
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static TestPerson newLogin(String name, String groups) throws SQLException {
    execute("CREATE ROLE %s LOGIN PASSWORD 'secret'".formatted(name));
    execute("GRANT %s TO %s".formatted(groups, name));
    return TestPerson.of(database, name, "secret");
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
