package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.batch.Shard;
import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import io.surety.testing.KillableServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches that are killed at random instants, or PostgreSQL is, until they are done: everything is
 * there once, and the files are those of a batch that nobody disturbed. The outcomes of what they
 * scored are killed the same way.
 */
class KilledBatchIT {

  private static final long SLOWEST_MILLIS = 2_500;
  private static final BatchedBook.Size SIZE = new BatchedBook.Size(20_000, 3, 60);
  private static final List<Kind> KINDS =
      List.of(
          new Kind("everybody as CSV", "csv", List.of(), 1),
          new Kind("named users in shards", "csv", List.of("--input", "users.csv"), 2),
          new Kind("everybody as Parquet", "parquet", List.of(), 1));
  private static final int SOME_ARE_UNKNOWN = 40;
  private static final int SOME_ARE_NO_NUMBER = 97;
  private static final LocalDate KNOWN_FIRST = LocalDate.of(2022, 7, 1);

  /** An outcome that follows from the id alone, so that nobody has to keep it. */
  private static final String BAD = "(hashtext(prediction_id::text) % 5 = 0)";

  @TempDir static Path folder;

  private static KillableServer server;
  private static BatchedBook book;

  @BeforeAll
  static void scoreUndisturbed() throws IOException, SQLException {
    server = KillableServer.create();
    book = BatchedBook.on(server, folder, SIZE);
    writeUsers();
    for (Kind kind : KINDS) {
      book.trainer().types(command(kind, kind.calm(), Shard.WHOLE)).endsWith(ExitCode.DONE);
    }
  }

  /** Everybody who borrowed, and among them many who are unknown, and some who are nobody. */
  private static void writeUsers() throws IOException, SQLException {
    List<String> lines = new ArrayList<>(List.of("user_id", "nobody"));
    String users = ask("SELECT string_agg(DISTINCT user_id::text, ' ') FROM feature_store.loan");
    for (String user : users.split(" ", -1)) {
      lines.add(user);
      if (lines.size() % SOME_ARE_UNKNOWN == 0) {
        lines.add("99" + user);
      }
      if (lines.size() % SOME_ARE_NO_NUMBER == 0) {
        lines.add("user " + user);
      }
    }
    lines.add("5008807");
    Files.write(folder.resolve("users.csv"), lines);
  }

  /**
   * What is scored, and where to.
   *
   * @param input what is typed besides
   * @param shards in how many parts, unless nobody disturbs it
   */
  private record Kind(String name, String ending, List<String> input, int shards) {

    /** The key of the batch that nobody disturbs. */
    String calm() {
      return "calm " + name;
    }

    /** The file of a batch. */
    String file(String key) {
      return key + "." + ending;
    }

    List<Shard> parts() {
      return IntStream.range(0, shards).mapToObj(part -> new Shard(part, shards)).toList();
    }
  }

  @AfterAll
  static void stop() {
    book.close();
    server.close();
  }

  @Test
  void givesTheSameOnceHoweverOftenItOrPostgresqlIsKilled() throws Exception {
    KilledProgram killed = new KilledProgram("KilledBatchIT", server, 16, SLOWEST_MILLIS);
    for (int round = 0; !killed.isEnough(); round++) {
      String key = "killed " + round;
      Kind kind = KINDS.get(round % KINDS.size());
      for (Shard shard : kind.parts()) {
        int starts =
            killed.untilDone(
                () -> ProgramProcess.start("256m", book.trainer(), command(kind, key, shard)),
                List.of(ExitCode.DONE));
        requireOneRun(shard.keyOf(key), starts, killed.told());
        requireFiles(kind, key, shard, killed.told());
      }
      requireLogged(kind, key, killed.told());
    }
  }

  private static void requireOneRun(String key, int starts, String told) {
    List<RunRecord> runs = new RunLog(book.owner()).attempts("score-batch", key);
    assertThat(runs.getLast().state()).as(told).isEqualTo(RunState.DONE);
    assertThat(runs.subList(0, runs.size() - 1))
        .as(told)
        .extracting(RunRecord::state)
        .doesNotContain(RunState.DONE, RunState.RUNNING);
    assertThat(runs).as(told).hasSizeLessThanOrEqualTo(starts);
  }

  private static void requireLogged(Kind kind, String key, String told) throws SQLException {
    String log =
        "SELECT count(*) || ' ' || count(DISTINCT user_id) FROM prediction_log.prediction"
            + " WHERE caller = 'score-batch %s'";
    assertThat(ask(log.formatted(key))).as(told).isEqualTo(ask(log.formatted(kind.calm())));
    assertThat(answers(key)).as(told).isEqualTo(answers(kind.calm()));
    assertThat(rejected(key)).as(told).isEqualTo(rejected(kind.calm()));
  }

  /** Row by row what the file of the batch has that nobody disturbed, of the rows of the shard. */
  private static void requireFiles(Kind kind, String key, Shard shard, String told)
      throws IOException {
    Path calm = folder.resolve(kind.file(kind.calm()));
    Path file = folder.resolve(ofShard(kind.file(key), shard));
    assertThat(new ScoredFile(file).answers())
        .as("%s, %s", file.getFileName(), told)
        .isNotEmpty()
        .isEqualTo(dealt(new ScoredFile(calm).answers(), "\\brow=([0-9]+)", shard));
    if (kind.input.isEmpty()) {
      assertThat(rejectedBeside(file)).doesNotExist();
    } else {
      assertThat(rejections(file))
          .as("%s, %s", file.getFileName(), told)
          .hasSizeGreaterThan(100)
          .isEqualTo(dealt(rejections(calm), "^([0-9]+),", shard));
    }
  }

  private static List<String> rejections(Path file) throws IOException {
    List<String> lines = Files.readAllLines(rejectedBeside(file));
    return lines.subList(1, lines.size());
  }

  /** Those lines whose number, counted from 1, a shard has; all of them when there is one. */
  private static List<String> dealt(List<String> lines, String number, Shard shard) {
    Pattern numbered = Pattern.compile(number);
    List<String> dealt = new ArrayList<>();
    for (String line : lines) {
      Matcher row = numbered.matcher(line);
      if (row.find() ? shard.has(Long.parseLong(row.group(1)) - 1) : shard.of() == 1) {
        dealt.add(line);
      }
    }
    return dealt;
  }

  /** As a shard names its file. */
  private static String ofShard(String file, Shard shard) {
    return shard.of() == 1
        ? file
        : file.replaceFirst("[.]", "-%d-of-%d.".formatted(shard.index(), shard.of()));
  }

  private static Path rejectedBeside(Path file) {
    return file.resolveSibling(
        String.valueOf(file.getFileName()).replaceFirst("[.][a-z]+$", ".rejected.csv"));
  }

  /**
   * One transaction takes a whole file, so between two starts there is all of it or nothing. Who
   * was killed behind that and starts again finds it known.
   */
  @Test
  void takesOutcomesOnceHoweverOftenItOrPostgresqlIsKilled() throws Exception {
    KilledProgram killed = new KilledProgram("KilledBatchIT, outcomes", server, 5, SLOWEST_MILLIS);
    int days = 0;
    for (; !killed.isEnough(); days++) {
      LocalDate knownOn = KNOWN_FIRST.plusDays(days);
      Path file = folder.resolve("known-on-" + knownOn + ".csv");
      String lines = writeOutcomes(file, knownOn);
      killed.untilDone(
          () -> {
            assertThat(outcomes(knownOn)).as(killed.told()).isIn("0 0 0", lines);
            return ProgramProcess.start("256m", book.trainer(), "outcomes", file.toString());
          },
          List.of(ExitCode.DONE));
      assertThat(outcomes(knownOn)).as(killed.told()).isEqualTo(lines);
    }
    assertThat(ask("SELECT count(DISTINCT known_on) FROM prediction_log.outcome"))
        .isEqualTo(Integer.toString(days));
    assertThat(new RunLog(book.owner()).newest(Optional.of("outcomes"), 1_000))
        .as(killed.told())
        .extracting(RunRecord::state)
        .contains(RunState.DONE)
        .doesNotContain(RunState.RUNNING);
  }

  /**
   * Writes what became of everybody who was scored undisturbed, and returns what {@link #outcomes}
   * then is to say.
   */
  private static String writeOutcomes(Path file, LocalDate knownOn)
      throws IOException, SQLException {
    String scored =
        """
        SELECT string_agg(prediction_id || ',' || %s::int || ',%s', E'\\n' ORDER BY md5(prediction_id::text))
        FROM prediction_log.prediction WHERE caller LIKE 'score-batch calm everybody %%'
        """
            .formatted(BAD, knownOn);
    List<String> lines = new ArrayList<>(List.of("prediction_id,status,known_on"));
    lines.addAll(ask(scored).lines().toList());
    Files.write(file, lines);
    int outcomes = lines.size() - 1;
    assertThat(outcomes).isGreaterThan(30_000);
    return "%1$d %1$d %1$d".formatted(outcomes);
  }

  /** How many outcomes became known on a day, of how many predictions, and how many are right. */
  private static String outcomes(LocalDate knownOn) throws SQLException {
    return ask(
        """
        SELECT count(*) || ' ' || count(DISTINCT prediction_id) || ' ' || count(*) FILTER (WHERE bad = %s)
        FROM prediction_log.outcome WHERE known_on = '%s'
        """
            .formatted(BAD, knownOn));
  }

  /** Everything that was not scored in any shard, in the order of the rows. */
  private static String rejected(String key) throws SQLException {
    return ask(
        """
        SELECT coalesce(
          string_agg(row(place, column_name, user_id, reason)::text, ' ' ORDER BY place), 'none')
        FROM run_log.rejected_row
        WHERE kind = 'score-batch' AND (run_key = '%1$s' OR run_key LIKE '%1$s %%/%%')
        """
            .formatted(key));
  }

  /** Everything that was answered, in the order of the rows, as one hash. */
  private static String answers(String key) throws SQLException {
    return ask(
        """
        SELECT md5(string_agg(md5(row(user_id, as_of, model_version, inputs, margin, probability,
          score, decision, reasons::text)::text), '' ORDER BY prediction_id))
        FROM prediction_log.prediction WHERE caller = 'score-batch %s'
        """
            .formatted(key));
  }

  private static String[] command(Kind kind, String key, Shard shard) {
    List<String> typed = new ArrayList<>(List.of("score-batch", "--as-of", "2022-06-30"));
    // Who is killed has the clock of this machine, and who is not has that of the book.
    typed.addAll(List.of("--stale-after", "never", "--shard", shard.toString()));
    typed.addAll(List.of("--key", key, "--out", book.file(kind.file(key))));
    kind.input.forEach(word -> typed.add(word.endsWith(".csv") ? book.file(word) : word));
    return typed.toArray(String[]::new);
  }

  private static String ask(String question) throws SQLException {
    try (Connection connection = book.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }
}
