package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunLog;
import io.surety.runs.RunPlan;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class CycleCommandIT {

  @TempDir private Path folder;

  private TestDatabase database;
  private TestPerson owner;

  @BeforeEach
  void migrate() {
    database = TestDatabase.create();
    owner = TestPerson.of(database, database.user(), database.password());
    owner.types("migrate").endsWith(ExitCode.DONE);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void leavesARefusedFileBehindAndDoesEverythingElse() throws IOException {
    write("book.csv", 2_000, 1);
    Path bad = Files.writeString(folder.resolve("a-bad.csv"), "this,is\nno,loan\n");

    cycle("night")
        .endsWith(ExitCode.FAILED)
        .says("Refused: ", "Of 6 steps these failed: ingest", "what is done stays done")
        .prints("Decide  loan-risk/1");
    assertThat(runs("cycle-ingest")).containsExactly("failed");
    assertThat(runs("cycle-train")).containsExactly("done");

    Files.delete(bad);
    cycle("night")
        .says("train is done already, by run")
        .prints("Key     night, again", "Decide  loan-risk/1");
    assertThat(runs("cycle-ingest")).containsExactly("failed", "done");
    assertThat(runs("cycle-train")).containsExactly("done");
    assertThat(runs("cycle")).containsExactly("failed", "done");
    cycle("night").endsWith(ExitCode.DONE).says("did 'night' already, so nothing was done");
  }

  @Test
  void trainsNothingWhenNoLoanIsNew() throws IOException {
    owner
        .types("cycle", "--key", "empty")
        .endsWith(ExitCode.DONE)
        .says("There are no loans yet, so nothing was trained.")
        .prints("nothing waits for a person");
    write("book.csv", 2_000, 1);
    cycle("first");
    cycle("second").says("No loan is new since the data of loan-risk/1, so nothing was trained.");
    owner
        .types(
            "cycle",
            "--key",
            "third",
            "--by",
            "Dora Data",
            "--set",
            "learner.trees=21",
            "--set",
            "gates.min_auc_lower=0.3")
        .prints("Decide  loan-risk/2");
  }

  @Test
  void leavesACycleToTheProcessThatIsAtIt() {
    RunPlan plan = RunPlan.of("cycle", "test").withKey("cycle 2025-02-28");
    if (!(new RunLog(database.owner()).begin(plan) instanceof Begun.Started(Run running))) {
      throw new AssertionError("It does not run yet.");
    }
    try (running) {
      owner.types("cycle").endsWith(ExitCode.DONE).says("so there is nothing to do here");
    }
    owner.types("cycle").endsWith(ExitCode.DONE).prints("Key     cycle 2025-02-28, again");
    assertThat(runs("cycle")).containsExactly("broken_off", "done");
  }

  @Test
  void leavesStepsOutAndRefusesWhatMakesNoSense() {
    owner
        .types("cycle", "--key", "short", "--skip", "train,health", "--skip", "retention")
        .endsWith(ExitCode.DONE)
        .says("3 steps done.");
    assertThat(runs("cycle-train")).isEmpty();
    assertThat(runs("cycle-outcomes")).containsExactly("done");
    owner.types("cycle", "--skip", "everything").endsWith(ExitCode.WRONG_USAGE);
    owner
        .types("cycle", "--skip", "ingest,outcomes,consistency,health,train,retention")
        .endsWith(ExitCode.WRONG_USAGE);
    owner.types("cycle", "--key", " ").endsWith(ExitCode.WRONG_USAGE);
    owner.types("cycle", "--within", "PT1H").endsWith(ExitCode.WRONG_USAGE);
  }

  @Test
  void looksAndWritesAsATrainerWithoutTheRightToWatch() {
    JdbcClient client = JdbcClient.create(database.owner());
    String name = "cycle_trainer_" + System.nanoTime();
    client.sql("CREATE ROLE %s LOGIN PASSWORD 'secret'".formatted(name)).update();
    client.sql("GRANT surety_trainer TO %s".formatted(name)).update();

    TestPerson.of(database, name, "secret")
        .types("cycle", "--key", "trainer")
        .endsWith(ExitCode.DONE);
  }

  private TestPerson.Ran cycle(String key) {
    List<String> typed = new ArrayList<>(List.of("cycle", "--key", key));
    typed.addAll(List.of("--inbox", folder.toString(), "--by", "Dora Data"));
    typed.addAll(List.of("--set", "learner.trees=20", "--set", "gates.min_auc_lower=0.3"));
    return owner.types(typed.toArray(String[]::new));
  }

  private void write(String name, int users, long seed) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      LoanBook.write(users, seed, out, _ -> {});
    }
  }

  private List<String> runs(String kind) {
    return JdbcClient.create(database.owner())
        .sql("SELECT state FROM run_log.run_state WHERE kind = ? ORDER BY run_id")
        .param(kind)
        .query(String.class)
        .list();
  }
}
