package io.surety.terminal;

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
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cycles that are killed at random instants, or PostgreSQL is, and started again until they are
 * done: every step has happened once.
 */
class KilledCycleIT {

  private static final long SLOWEST_MILLIS = 3_000;
  private static final int SLICES = 24;
  private static final long DAYS_OF_SLICE = 14;
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

  @TempDir private Path folder;

  private KillableServer server;
  private TestDatabase database;
  private TestPerson owner;
  private Path inbox;
  private List<String> book;

  @BeforeEach
  void simulate() throws IOException {
    server = KillableServer.create();
    database = TestDatabase.create(server);
    owner = TestPerson.of(database, database.user(), database.password());
    owner.types("migrate").endsWith(ExitCode.DONE);
    inbox = Files.createDirectories(folder.resolve("inbox"));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    LoanBook.write(3_000, 5, written, _ -> {});
    book = written.toString(StandardCharsets.UTF_8).lines().toList();
    write("first.csv", day -> day.isBefore(FIRST));
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
      LocalDate from = FIRST.plusDays(DAYS_OF_SLICE * night);
      LocalDate until = from.plusDays(DAYS_OF_SLICE);
      write("slice-%02d.csv".formatted(night), day -> !day.isBefore(from) && day.isBefore(until));
      night++;
    }
    assertThat(killed.isEnough()).as(killed.told()).isTrue();
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
    owner.types("cycle", "--key", key).endsWith(ExitCode.DONE).says("already, so nothing was done");
  }

  private long count(String table) {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(*) FROM " + table)
        .query(Long.class)
        .single();
  }

  private void write(String name, Predicate<LocalDate> days) throws IOException {
    int column = List.of(book.getFirst().split(",", -1)).indexOf("loan_date");
    List<String> lines = new ArrayList<>(List.of(book.getFirst()));
    book.stream()
        .skip(1)
        .filter(line -> days.test(LocalDate.parse(line.split(",", -1)[column])))
        .forEach(lines::add);
    assertThat(lines).hasSizeGreaterThan(10);
    Files.writeString(inbox.resolve(name), String.join("\n", lines) + "\n");
  }
}
