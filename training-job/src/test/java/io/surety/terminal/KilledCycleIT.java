package io.surety.terminal;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import io.surety.simulation.LoanBook;
import io.surety.testing.KillableServer;
import io.surety.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cycles that are killed at random instants, or PostgreSQL is, and started again until they are
 * done: every step has happened once. What each night is to learn of loans was scored before.
 */
class KilledCycleIT {

  private static final long SLOWEST_MILLIS = 3_000;
  private static final int SLICES = 24;
  private static final long DAYS_OF_SLICE = 14;
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

  @TempDir private Path folder;

  private final List<String> expected = new ArrayList<>();
  private KillableServer server;
  private TestDatabase database;
  private TestPerson owner;
  private Path inbox;
  private String header;
  private List<Line> book;

  /** A line of the book, and what the outcome of its loan hangs on. */
  private record Line(String text, long user, long loan, LocalDate day, String status) {

    static Line of(List<String> header, String text) {
      List<String> cells = List.of(text.split(",", -1));
      return new Line(
          text,
          Long.parseLong(cells.get(header.indexOf("id"))),
          Long.parseLong(cells.get(header.indexOf("loan_id"))),
          LocalDate.parse(cells.get(header.indexOf("loan_date"))),
          cells.get(header.indexOf("status")));
    }
  }

  @BeforeEach
  void simulate() throws IOException {
    server = KillableServer.create();
    database = TestDatabase.create(server);
    owner = TestPerson.of(database, database.user(), database.password());
    owner.types("migrate").endsWith(ExitCode.DONE);
    inbox = Files.createDirectories(folder.resolve("inbox"));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    LoanBook.write(3_000, 5, written, _ -> {});
    List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
    header = lines.getFirst();
    List<String> names = List.of(header.split(",", -1));
    book = lines.stream().skip(1).map(line -> Line.of(names, line)).toList();
    write("first.csv", loans(day -> day.isBefore(FIRST)));
  }

  @AfterEach
  void drop() {
    database.close();
    server.close();
  }

  @Test
  void doesEveryStepOnceHoweverOftenItIsKilled() throws Exception {
    KilledProgram killed = new KilledProgram("KilledCycleIT", server, 12, SLOWEST_MILLIS);
    int night = 0;
    while (!killed.isEnough() && night < SLICES) {
      String key = "night " + night;
      killed.untilDone(
          () ->
              ProgramProcess.start(
                  "512m",
                  owner,
                  "cycle",
                  "--key",
                  key,
                  "--inbox",
                  inbox.toString(),
                  "--by",
                  "Dora Data",
                  "--set",
                  "learner.trees=20",
                  "--set",
                  "gates.min_auc_lower=0.3"),
          List.of(ExitCode.DONE, ExitCode.GATE_NOT_PASSED));
      requireOnce(key, night + 1, killed.told());
      if (night == 0) {
        approve();
      }
      LocalDate from = FIRST.plusDays(DAYS_OF_SLICE * night);
      LocalDate until = from.plusDays(DAYS_OF_SLICE);
      List<Line> slice = loans(day -> !day.isBefore(from) && day.isBefore(until));
      score(slice, from);
      write("slice-%02d.csv".formatted(night), slice);
      night++;
    }
    assertThat(killed.isEnough()).as(killed.told()).isTrue();
    assertThat(expected).as("outcomes that were to be learnt").hasSizeGreaterThan(100);
  }

  private void approve() {
    JdbcClient.create(database.owner())
        .sql("CREATE ROLE cycle_approver LOGIN PASSWORD 'secret' IN ROLE surety_approver")
        .update();
    TestPerson.of(database, "cycle_approver", "secret")
        .decides("approve", "1", "--override")
        .endsWith(ExitCode.DONE);
  }

  /**
   * Scores those who will borrow on the days of a slice, as of the first of them. Who is known then
   * is judged by the first loan that follows, once its status is.
   */
  private void score(List<Line> slice, LocalDate from) throws IOException {
    List<Long> users = slice.stream().map(Line::user).distinct().toList();
    Path file = folder.resolve("users.csv");
    Files.write(
        file, Stream.concat(Stream.of("user_id"), users.stream().map(String::valueOf)).toList());
    owner
        .types(
            "score-batch",
            "--model",
            "1",
            "--as-of",
            from.toString(),
            "--stale-after",
            "never",
            "--input",
            file.toString(),
            "--key",
            from.toString(),
            "--out",
            "table")
        .endsWith(ExitCode.DONE);
    Set<Long> known = loans(day -> day.isBefore(from)).stream().map(Line::user).collect(toSet());
    for (long user : users) {
      Line first =
          slice.stream()
              .filter(loan -> loan.user() == user)
              .min(Comparator.comparing(Line::day).thenComparingLong(Line::loan))
              .orElseThrow();
      if (known.contains(user) && !first.status().isEmpty()) {
        expected.add(
            "%s %d %d %s"
                .formatted("score-batch " + from, user, first.loan(), first.status().equals("1")));
      }
    }
  }

  private void requireOnce(String key, int nights, String told) {
    RunLog log = new RunLog(database.owner());
    for (CycleStep step : CycleStep.values()) {
      assertThat(log.attempts(step.kind(), key))
          .as("%s of %s, %s", step, key, told)
          .filteredOn(run -> run.state() == RunState.DONE)
          .hasSize(1);
    }
    assertThat(log.attempts(Cycle.KIND, key).getLast().state()).isEqualTo(RunState.DONE);
    assertThat(log.attempts(Cycle.KIND, key))
        .extracting(RunRecord::state)
        .doesNotContain(RunState.RUNNING);
    assertThat(count("registry.model_version")).as("candidates, %s", told).isEqualTo(nights);
    assertThat(count("feature_store.ingest")).as("loads, %s", told).isEqualTo(nights);
    assertThat(count("prediction_log.consistency_check")).as("checks, %s", told).isEqualTo(nights);
    assertThat(count("prediction_log.linked_load")).as("links, %s", told).isEqualTo(nights);
    assertThat(outcomes()).as(told).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(sum("outcomes", "prediction_log.linked_load"))
        .as("outcomes as counted, %s", told)
        .isEqualTo(expected.size());
    assertThat(sum("differing", "prediction_log.consistency_check"))
        .as("differences, %s", told)
        .isZero();
    owner.types("cycle", "--key", key).endsWith(ExitCode.DONE).says("already, so nothing was done");
  }

  private long count(String table) {
    return sum("1", table);
  }

  private long sum(String column, String table) {
    return JdbcClient.create(database.owner())
        .sql("SELECT coalesce(sum(%s), 0)::bigint FROM %s".formatted(column, table))
        .query(Long.class)
        .single();
  }

  /** What became of whom, by which loan, and in which batch that was predicted. */
  private List<String> outcomes() {
    return JdbcClient.create(database.owner())
        .sql(
            """
            SELECT concat_ws(' ', p.caller, p.user_id, o.loan_id, o.bad::text)
            FROM prediction_log.outcome o JOIN prediction_log.prediction p USING (prediction_id)
            """)
        .query(String.class)
        .list();
  }

  private List<Line> loans(Predicate<LocalDate> days) {
    return book.stream().filter(line -> days.test(line.day())).toList();
  }

  private void write(String name, List<Line> loans) throws IOException {
    assertThat(loans).hasSizeGreaterThan(10);
    Files.write(
        inbox.resolve(name),
        Stream.concat(Stream.of(header), loans.stream().map(Line::text)).toList());
  }
}
