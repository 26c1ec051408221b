package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.DecisionKind;
import io.surety.registry.DecisionRecord;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Stage;
import io.surety.simulation.LoanBook;
import io.surety.terminal.Purpose;
import io.surety.testing.Seed;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program or PostgreSQL, as {@code kill -9} does, at random instants of loading, training
 * and approving. After a restart all of it is there or none, and the same command can be given
 * again.
 */
class KillIT {

  private static final int ROUNDS_EACH = 4;
  private static final Duration ENOUGH = Duration.ofMinutes(2);

  private final Random random = Seed.of("KillIT").random();

  @TempDir Path folder;

  private int landed;

  @Test
  void leavesAllOrNothingWhateverIsKilledWhenever() throws Exception {
    loading();
    training();
    approving();
    assertThat(landed).as("kills that were in time").isGreaterThanOrEqualTo(3);
  }

  private void loading() throws Exception {
    timed(ingest(book(0)));
    Duration usual = timed(ingest(book(1)));
    for (int round = 2; round < ROUNDS_EACH + 2; round++) {
      Path file = book(round);
      State before = state();
      killSometime(usual, ingest(file));
      State after = state();
      if (after.ingests() == before.ingests()) {
        assertThat(after).isEqualTo(before);
      } else {
        assertThat(after.loans()).isGreaterThan(before.loans());
      }
      assertThat(after.features())
          .as("every current loan has its features")
          .isEqualTo(after.loans());

      assertThat(RunningCommand.run(ingest(file)).exitCode()).isZero();
      assertThat(state().ingests()).isEqualTo(before.ingests() + 1);
      assertThat(state().features()).isEqualTo(state().loans());
    }
  }

  private void training() throws Exception {
    Duration usual = timed(train(0));
    for (int round = 1; round <= ROUNDS_EACH; round++) {
      int before = models().size();
      killSometime(usual, train(round));
      List<RegisteredModel> after = models();
      assertThat(after).hasSizeBetween(before, before + 1);
    }
  }

  private void approving() throws Exception {
    while (models().stream().filter(model -> model.stage() == Stage.CANDIDATE).count() == 0) {
      assertThat(RunningCommand.run(train(99)).exitCode()).isIn(0, 3);
    }
    String version = models().getLast().version().toString();
    Duration usual = timed("models", "--data-dir", data());
    for (int round = 1; round <= ROUNDS_EACH; round++) {
      killSometime(
          usual,
          "approve",
          version,
          "--override",
          "--by",
          "Ada",
          "--reason",
          "test",
          "--data-dir",
          data());
      models().forEach(this::requireStageToFollowDecisions);
    }
  }

  private void requireStageToFollowDecisions(RegisteredModel model) {
    try (EmbeddedDatabase database = open()) {
      List<DecisionRecord> decisions =
          new PostgresModels(database.as(Purpose.DECIDING)).decisions(model.version());
      assertThat(decisions).hasSizeLessThanOrEqualTo(1);
      assertThat(model.stage() == Stage.APPROVED)
          .isEqualTo(decisions.stream().anyMatch(one -> one.kind() == DecisionKind.APPROVED));
    }
  }

  /** Starts a command and kills it, or the server under it, somewhere in its usual time. */
  private void killSometime(Duration usual, String... command) throws Exception {
    long wait = (long) (usual.toMillis() * (0.25 + 0.8 * random.nextDouble()));
    boolean theServer = random.nextBoolean();
    try (RunningCommand running = RunningCommand.start(command)) {
      boolean ended = running.endsWithin(Duration.ofMillis(wait));
      if (theServer) {
        Postmaster.find(Path.of(data(), "postgresql"))
            .flatMap(postmaster -> ProcessHandle.of(postmaster.pid()))
            .ifPresent(ProcessHandle::destroyForcibly);
        running.end(ENOUGH);
      } else {
        running.kill();
        running.endsWithin(ENOUGH);
      }
      landed += ended ? 0 : 1;
      System.err.printf(
          "killed %s of '%s' after %d ms%s%n",
          theServer ? "PostgreSQL" : "the program", command[0], wait, ended ? ", too late" : "");
    }
  }

  private Duration timed(String... command) throws Exception {
    long began = System.nanoTime();
    assertThat(RunningCommand.run(command).exitCode()).isIn(0, 3);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String[] ingest(Path file) {
    return new String[] {"ingest", file.toString(), "--data-dir", data()};
  }

  private String[] train(int round) {
    return new String[] {"train", "--data-dir", data(), "--set", "learner.trees=" + (20 + round)};
  }

  private Path book(int round) throws Exception {
    Path file = folder.resolve("book-" + round + ".csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      // Each book begins with the one before it, and has people more.
      LoanBook.write(1500 + 300L * round, 7, out, _ -> {});
    }
    return file;
  }

  private EmbeddedDatabase open() {
    return EmbeddedDatabase.open(DataDirectory.prepare(Path.of(data())));
  }

  private record State(long ingests, long loans, long features) {}

  private State state() throws SQLException {
    try (EmbeddedDatabase database = open();
        Connection connection = database.as(Purpose.TRAINING).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM feature_store.ingest),
                       (SELECT count(*) FROM feature_store.loan WHERE known_to = 'infinity'),
                       (SELECT count(*) FROM feature_store.loan_features)
                """)) {
      row.next();
      return new State(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  /** Every version, its bundle read whole and verified by its hash. */
  private List<RegisteredModel> models() {
    try (EmbeddedDatabase database = open()) {
      Models models = new PostgresModels(database.as(Purpose.DECIDING));
      List<RegisteredModel> all = models.all();
      all.forEach(model -> assertThat(models.bundle(model.version())).isNotEmpty());
      return all;
    }
  }
}
