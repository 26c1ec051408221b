package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Kills cycles at random instants and starts them again until they are done: every step has
 * happened once. The seed is printed, and taken from {@code surety.test.seed}; {@code
 * surety.test.kills} says how often.
 */
class KilledCycleIT {

  private static final int KILLS = Integer.getInteger("surety.test.kills", 8);
  private static final long SLOWEST_MILLIS = 9_000;
  private static final int SLICES = 12;
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

  @TempDir private Path folder;

  private final long seed = Long.getLong("surety.test.seed", System.nanoTime() & 0xFFFF);
  private final Random random = new Random(seed);

  private TestDatabase database;
  private TestPerson owner;
  private Path inbox;
  private List<String> book;

  @BeforeEach
  void simulate() throws IOException {
    database = TestDatabase.create();
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
  }

  @Test
  void doesEveryStepOnceHoweverOftenItIsKilled() throws Exception {
    System.err.println(
        "KilledCycleIT seed=" + seed + " (again with -Dsurety.test.seed=" + seed + ")");
    int kills = 0;
    int night = 0;
    while (kills < KILLS && night < SLICES) {
      String key = "night " + night;
      for (boolean done = false; !done; ) {
        Process process =
            ScoreBatchProcess.start(
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
                "gates.min_auc_lower=0.3");
        done = process.waitFor(500 + random.nextLong(SLOWEST_MILLIS), TimeUnit.MILLISECONDS);
        if (done) {
          assertThat(process.exitValue())
              .as("seed %d", seed)
              .isIn(ExitCode.DONE.number(), ExitCode.GATE_NOT_PASSED.number());
        } else {
          process.destroyForcibly().waitFor();
          kills++;
        }
      }
      requireOnce(key, night + 1);
      int month = night;
      write(
          "slice-%02d.csv".formatted(night),
          day -> day.withDayOfMonth(1).equals(FIRST.plusMonths(month)));
      night++;
    }
    assertThat(kills).isPositive();
  }

  private void requireOnce(String key, int nights) {
    RunLog log = new RunLog(database.owner());
    for (CycleStep step : CycleStep.values()) {
      assertThat(log.attempts(step.kind(), key))
          .as("%s of %s, seed %d", step, key, seed)
          .filteredOn(run -> run.state() == RunState.DONE)
          .hasSize(1);
    }
    assertThat(log.attempts(Cycle.KIND, key).getLast().state()).isEqualTo(RunState.DONE);
    assertThat(log.attempts(Cycle.KIND, key))
        .extracting(RunRecord::state)
        .doesNotContain(RunState.RUNNING);
    assertThat(count("registry.model_version")).as("candidates, seed %d", seed).isEqualTo(nights);
    assertThat(count("feature_store.ingest")).as("loads, seed %d", seed).isEqualTo(nights);
    assertThat(count("prediction_log.consistency_check"))
        .as("checks, seed %d", seed)
        .isEqualTo(nights);
    assertThat(count("prediction_log.linked_load")).as("links, seed %d", seed).isEqualTo(nights);
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
