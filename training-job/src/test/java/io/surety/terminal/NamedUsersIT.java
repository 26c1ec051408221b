package io.surety.terminal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.batch.BatchIds;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Batches over the users that a file names, and nothing else. */
class NamedUsersIT {

  private static final long NOBODY = 999_000_000;

  @TempDir static Path folder;

  @AutoClose private static BatchedBook book;

  @BeforeAll
  static void open() throws IOException, SQLException {
    book = BatchedBook.open(folder);
  }

  /** What that is, the batch over all users proves against the service. */
  @Test
  void givesEachUserTheAnswerOfTheBatchOverAllUsersInTheOrderOfTheFile() throws IOException {
    List<Long> users = new ArrayList<>(known());
    users.addAll(users.subList(0, 500));
    IntStream.range(0, 500).forEach(_ -> users.add(NOBODY + users.size()));
    Collections.shuffle(users, new Random(7));
    write("many.csv", users);
    batch("everybody", "--out", "table").endsWith(ExitCode.DONE);

    batch("many", "--input", book.file("many.csv"), "--out", "table")
        .endsWith(ExitCode.DONE)
        .says("500 rejected");

    Map<Long, LoggedPrediction> everybody =
        book.logged("everybody").stream()
            .collect(Collectors.toMap(NamedUsersIT::user, Function.identity()));
    List<LoggedPrediction> named = book.logged("many");
    assertThat(named)
        .extracting(NamedUsersIT::user)
        .containsExactlyElementsOf(users.stream().filter(everybody::containsKey).toList());
    for (LoggedPrediction each : named) {
      LoggedPrediction same = requireNonNull(everybody.get(user(each)));
      assertThat(user(each)).isEqualTo(users.get((int) BatchIds.place(each.id())));
      assertThat(each.scored()).isEqualTo(same.scored());
      assertThat(each.lookup()).isEqualTo(same.lookup());
      assertThat(each.decision()).isEqualTo(same.decision());
      assertThat(each.reasonsJson()).isEqualTo(same.reasonsJson());
      assertThat(each.version()).isEqualTo(BatchedBook.VERSION);
    }
  }

  @Test
  void tellsWhichRowsItCannotScoreAndScoresARowThatComesTwiceTwice() throws IOException {
    long user = known().getFirst();
    try (Writer compressed =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve("few.csv.gz"))),
            StandardCharsets.UTF_8)) {
      compressed.write(
          "\uFEFF\"user_id\"\r\n%1$d\r\n%2$d\r\n\"\"\r\n-1\r\n7,8\r\n\r\n99999999999999999999\r\n%1$d"
              .formatted(user, NOBODY));
    }

    batch("few", "--input", book.file("few.csv.gz"), "--out", book.file("few.csv"))
        .endsWith(ExitCode.DONE)
        .says("2 rows scored", "5 rejected");

    List<String> scored = Files.readAllLines(folder.resolve("few.csv"));
    assertThat(scored.getFirst()).startsWith("row,prediction_id,user_id,as_of,probability");
    assertThat(scored.get(1)).startsWith("1,").contains("," + user + ",2022-06-30,");
    assertThat(scored.get(2)).startsWith("7,");
    assertThat(withoutIds(scored.get(2))).isEqualTo(withoutIds(scored.get(1)));
    assertThat(Files.readAllLines(folder.resolve("few.rejected.csv")))
        .containsExactly(
            "row,user_id,column,reason",
            "2,%1$d,user_id,User %1$d has no loan that counts on 2022-06-30.".formatted(NOBODY),
            "3,,user_id,user_id is a whole number from 0.",
            "4,,user_id,user_id is a whole number from 0.",
            "5,,,\"A row of a file of users has one value, user_id, but this one has 2.\"",
            "6,,user_id,user_id is a whole number from 0.");
  }

  private static String withoutIds(String line) {
    return line.split(",", 3)[2];
  }

  @Test
  void takesADateForUsersAndNoneForRows() throws IOException {
    write("dated.csv", known().subList(0, 3));
    Files.writeString(folder.resolve("bringing.csv"), "age,user_id\n40,1\n");

    book.batch("today", "--input", book.file("dated.csv"), "--out", "table")
        .endsWith(ExitCode.DONE);
    assertThat(book.logged("today"))
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.asOf()).hasToString("2025-02-28"));
    batch("today", "--input", book.file("dated.csv"), "--out", "table")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored as of 2025-02-28, not 2022-06-30");
    batch("bringing", "--input", book.file("bringing.csv"), "--out", "table")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("leave --as-of out", "user_id alone");
    batch("missing", "--input", book.file("missing.csv"), "--out", "table")
        .endsWith(ExitCode.FAILED)
        .says("There is no file");
    Files.writeString(folder.resolve("empty.csv"), "");
    batch("empty", "--input", book.file("empty.csv"), "--out", "table")
        .endsWith(ExitCode.FAILED)
        .says("is empty", "user_id alone");
    assertThat(new RunLog(book.owner()).findAgreement("score-batch", "empty")).isEmpty();
  }

  @Test
  void isDoneWhenTheFileNamesNobody() throws IOException {
    write("nobody.csv", List.of());
    batch("nobody", "--input", book.file("nobody.csv"), "--out", book.file("n.csv"))
        .endsWith(ExitCode.DONE)
        .says("0 rows scored");
    assertThat(Files.readAllLines(folder.resolve("n.csv"))).hasSize(1);
  }

  @Test
  void shardsCoverEachRowOnce() throws IOException {
    List<Long> users = new ArrayList<>(known().subList(0, 1_000));
    users.addAll(users.subList(0, 10));
    users.add(NOBODY);
    write("dealt.csv", users);
    String input = book.file("dealt.csv");
    for (int shard = 0; shard < 3; shard++) {
      String part = shard + "/3";
      batch("dealt", "--input", input, "--out", book.file("d.csv"), "--shard", part)
          .endsWith(ExitCode.DONE);
    }
    batch("undealt", "--input", input, "--out", book.file("u.csv")).endsWith(ExitCode.DONE);

    assertThat(book.logged("dealt").stream().map(LoggedPrediction::id)).doesNotHaveDuplicates();
    assertThat(
            Stream.of(0, 1, 2)
                .flatMap(shard -> answers("d-%d-of-3.csv".formatted(shard)).stream())
                .sorted())
        .containsExactlyElementsOf(answers("u.csv").stream().sorted().toList());
    assertThat(folder.resolve("d-%d-of-3.rejected.csv".formatted(1_010 % 3))).exists();
  }

  /** Loans that were loaded meanwhile would change most answers. */
  @Test
  void goesOnWhereItStoppedWithWhatWasKnownWhenItBegan() throws Exception {
    List<Long> users = new ArrayList<>(known());
    users.add(1, NOBODY);
    users.addAll(List.copyOf(users));
    write("stopped.csv", users);
    String input = book.file("stopped.csv");
    batch("calm", "--input", input, "--out", book.file("calm.csv")).endsWith(ExitCode.DONE);
    book.execute(
        """
        CREATE FUNCTION public.stop() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'stopped on the way'; END $$;
        CREATE TRIGGER stop BEFORE INSERT ON run_log.checkpoint
          FOR EACH ROW WHEN (NEW.step = 3) EXECUTE FUNCTION public.stop();
        """);
    String[] stopped = {"--input", input, "--out", book.file("stopped-scores.csv")};
    batch("stopped", stopped).endsWith(ExitCode.FAILED).says("stopped on the way");
    assertThat(book.logged("stopped")).hasSize(3_999);
    assertThat(folder.resolve("stopped-scores.csv")).doesNotExist();
    book.execute("DROP TRIGGER stop ON run_log.checkpoint; DROP FUNCTION public.stop()");
    loadOtherAmounts();

    Files.writeString(folder.resolve("other.csv"), "user_id\n1\n");
    batch("stopped", "--input", book.file("other.csv"), "--out", "table")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored from the file");
    batch("stopped", stopped).endsWith(ExitCode.DONE).says("2 rejected");
    batch("stopped", stopped).endsWith(ExitCode.DONE).says("already, so nothing was done");
    batch("later", "--input", input, "--out", book.file("later.csv")).endsWith(ExitCode.DONE);

    assertThat(answers("stopped-scores.csv")).isEqualTo(answers("calm.csv"));
    assertThat(answers("later.csv")).hasSameSizeAs(answers("calm.csv"));
    assertThat(answers("later.csv")).isNotEqualTo(answers("calm.csv"));
    assertThat(Files.readAllLines(folder.resolve("stopped-scores.rejected.csv")))
        .isEqualTo(Files.readAllLines(folder.resolve("calm.rejected.csv")));
    assertThat(book.logged("stopped")).hasSameSizeAs(book.logged("calm"));
    assertThat(new RunLog(book.owner()).attempts("score-batch", "stopped"))
        .extracting(RunRecord::state)
        .containsExactly(RunState.FAILED, RunState.DONE);
  }

  private static void loadOtherAmounts() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("book.csv"));
    try (BufferedWriter other = Files.newBufferedWriter(folder.resolve("amounts.csv"))) {
      other.write(lines.getFirst() + "\n");
      for (String line : lines.subList(1, lines.size())) {
        int amount = line.lastIndexOf(',') + 1;
        other.write(line.substring(0, amount) + "1" + line.substring(amount) + "\n");
      }
    }
    book.trainer().types("ingest", book.file("amounts.csv")).endsWith(ExitCode.DONE);
  }

  /** What the log takes of these rows alone is more than twice the heap. */
  @Test
  void scoresALargeFileInASmallHeap() throws Exception {
    List<Long> known = known();
    int rows = 150_000;
    write("large.csv", IntStream.range(0, rows).mapToObj(at -> known.get(at % known.size())));

    Process process =
        ProgramProcess.start(
            "48m",
            book.trainer(),
            "score-batch",
            "--as-of",
            BatchedBook.AS_OF.toString(),
            "--key",
            "large",
            "--input",
            book.file("large.csv"),
            "--out",
            "table");

    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(new RunLog(book.owner()).attempts("score-batch", "large"))
        .singleElement()
        .satisfies(run -> assertThat(run.metrics()).containsEntry("scored", (double) rows));
  }

  private static TestPerson.Ran batch(String key, String... more) {
    return book.batch(
        key,
        Stream.concat(Stream.of("--as-of", BatchedBook.AS_OF.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  /** Who is known at the date, from the greatest id to the least. */
  private static List<Long> known() {
    return JdbcClient.create(book.owner())
        .sql("SELECT DISTINCT user_id FROM feature_store.loan WHERE loan_date <= ? ORDER BY 1 DESC")
        .param(BatchedBook.AS_OF)
        .query(Long.class)
        .list();
  }

  private static long user(LoggedPrediction prediction) {
    return requireNonNull(prediction.user()).value();
  }

  private static void write(String name, List<Long> users) throws IOException {
    write(name, users.stream());
  }

  private static void write(String name, Stream<Long> users) throws IOException {
    Files.write(
        folder.resolve(name),
        Stream.concat(Stream.of("user_id"), users.map(String::valueOf)).toList());
  }

  /** The lines of a file without its header and the ids of the predictions. */
  private static List<String> answers(String name) {
    try {
      return Files.readAllLines(folder.resolve(name)).stream()
          .skip(1)
          .map(line -> line.split(",", 2)[0] + "," + withoutIds(line))
          .toList();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
