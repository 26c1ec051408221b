package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.Assessment;
import io.surety.bundle.Binding;
import io.surety.bundle.ModelBundle;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.featurestore.PostgresFeatures;
import io.surety.featurestore.UserFeatures;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.ReasonsJson;
import io.surety.registry.PostgresModels;
import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunLog;
import io.surety.runs.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch answers, and that it happens once. */
class ScoreBatchIT {

  @TempDir static Path folder;

  @AutoClose private static BatchedBook book;

  @BeforeAll
  static void open() throws IOException, SQLException {
    book = BatchedBook.open(folder);
  }

  /** The answers are those of the code that serves, asked user by user. */
  @Test
  void givesEachKnownUserTheAnswerOfTheService() {
    book.batch("answers", "--out", "table").endsWith(ExitCode.DONE);

    ModelBundle bundle =
        ModelBundle.read(new PostgresModels(book.owner()).bundle(BatchedBook.VERSION));
    PostgresFeatures features = new PostgresFeatures(book.owner());
    List<LoggedPrediction> logged = book.logged("answers");
    assertThat(logged).hasSize((int) book.knownUsers()).isSortedAccordingTo(byUser());
    for (LoggedPrediction prediction : logged) {
      UserId user = Objects.requireNonNull(prediction.user());
      UserFeatures known = features.find(user, BatchedBook.AS_OF, Basis.LATEST_LOAN).orElseThrow();
      double[] row = ((Binding.Bound) bundle.binder().bind(known.values().toWire())).row();
      Assessment assessment = bundle.scorer().assess(row);
      Scored scored = Objects.requireNonNull(prediction.scored());
      assertThat(scored.inputs()).as("inputs of user %s", user).isEqualTo(row);
      assertThat(scored).isEqualTo(Scored.of(row, assessment));
      assertThat(prediction.decision()).isEqualTo(assessment.decision());
      assertThat(prediction.reasonsJson())
          .isEqualTo(ReasonsJson.of(bundle.reasons().most(row, bundle.scorer().explain(row))));
      assertThat(prediction.asOf()).isEqualTo(BatchedBook.AS_OF);
      assertThat(prediction.version()).isEqualTo(BatchedBook.VERSION);
    }
  }

  @Test
  void isDoneOnceHoweverOftenItIsStarted() {
    book.batch("twice", "--out", "table").endsWith(ExitCode.DONE).prints("Key     twice");
    book.batch("twice", "--out", "table")
        .endsWith(ExitCode.DONE)
        .says("scored the batch 'twice' already, so nothing was done");
    assertThat(book.logged("twice")).hasSize((int) book.knownUsers());
    book.trainer()
        .types("score-batch", "--out", "table", "--key", "twice", "--as-of", "2021-01-01")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored as of 2022-06-30, not 2021-01-01");
  }

  @Test
  void leavesABatchAloneThatAnotherProcessScores() {
    RunLog log = new RunLog(book.owner());
    try (Run other = begun(log.begin(RunPlan.of("score-batch", "0").withKey("taken")))) {
      book.batch("taken", "--out", "table")
          .endsWith(ExitCode.DONE)
          .says("Run %d is scoring the batch 'taken'".formatted(other.id()));
    }
    assertThat(book.logged("taken")).isEmpty();
  }

  @Test
  void shardsCoverEverybodyOnce() throws SQLException {
    for (int shard = 0; shard < 3; shard++) {
      if (shard == 1) {
        // What is loaded between two shards changes neither of them.
        book.execute(
            "UPDATE feature_store.loan_features SET nb_previous_loans = nb_previous_loans");
      }
      book.batch("shards", "--out", book.file("s.csv"), "--shard", shard + "/3")
          .endsWith(ExitCode.DONE);
    }
    book.batch("whole", "--out", book.file("w.csv")).endsWith(ExitCode.DONE);

    assertThat(book.logged("shards")).hasSize((int) book.knownUsers());
    assertThat(
            Stream.of(0, 1, 2)
                .flatMap(shard -> answers(folder.resolve("s-%d-of-3.csv".formatted(shard))))
                .sorted())
        .containsExactlyElementsOf(answers(folder.resolve("w.csv")).sorted().toList());
    assertThat(book.logged("shards").stream().map(LoggedPrediction::id)).doesNotHaveDuplicates();
    book.batch("shards", "--out", "table")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored in shards of 3, not 1");
    book.trainer()
        .types("score-batch", "--out", "table", "--shard", "0/2")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("share a key");
    book.batch("no-index", "--out", "table", "--shards", "2")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("JOB_COMPLETION_INDEX, which is not set");
  }

  @Test
  void refusesFilesThatItCannotWriteBeforeItWorks() {
    book.batch("out", "--out", "scores.xlsx")
        .endsWith(ExitCode.WRONG_USAGE)
        .says(".csv or .parquet");
    book.batch("out", "--out", "/proc/nothing/scores.csv")
        .endsWith(ExitCode.FAILED)
        .says("cannot be written");
    assertThat(new RunLog(book.owner()).findAgreement("score-batch", "out")).isEmpty();
  }

  private static Run begun(Begun begun) {
    return ((Begun.Started) begun).run();
  }

  private static Comparator<LoggedPrediction> byUser() {
    return Comparator.comparingLong(
        prediction -> Objects.requireNonNull(prediction.user()).value());
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
}
