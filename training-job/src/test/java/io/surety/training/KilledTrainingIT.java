package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanLedger;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.spec.ModelSpec;
import io.surety.testing.Seed;
import io.surety.testing.TestDatabase;
import io.surety.training.TrainingProgress.Step;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Kills a training at a random step, and trains again. */
class KilledTrainingIT {

  private static final Path LOAN_RISK = Path.of("..", "models", "loan-risk.yaml");
  private static final String OVERRIDE = "learner.trees=60";

  @Test
  void makesTheSameBundleInAnotherProcessAfterOneWasKilled() throws Exception {
    Step[] steps = Step.values();
    Step last = steps[Seed.of("KilledTrainingIT").random().nextInt(steps.length)];
    try (TestDatabase database = TestDatabase.create()) {
      FeatureStoreMigrations.migrate(database.owner());
      String csv = new HandMadeLoans(99).csv(2_000);
      new LoanLedger(database.owner(), Clock.systemUTC())
          .ingest(
              LoanSource.ofStream(
                  "loans.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8))),
              IngestRules.DEFAULT,
              Progress.SILENT);
      long relations = relations(database);

      Process killed = start(database);
      readUntil(killed, last.toString());
      killed.destroyForcibly().waitFor();
      Process second = start(database);
      String told = readUntil(second, "sha256");

      assertThat(second.waitFor()).isZero();
      assertThat(told).isEqualTo("sha256 " + trainHere(database).sha256());
      assertThat(relations(database)).isEqualTo(relations);
    }
  }

  private static TrainedModel trainHere(TestDatabase database) {
    return Training.run(
        database.owner(),
        ModelSpec.read(LOAN_RISK, List.of(OVERRIDE)),
        Optional.empty(),
        Optional.empty(),
        TrainingProgress.SILENT);
  }

  private static Process start(TestDatabase database) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(TrainingProcess.class.getName());
    command.addAll(List.of(database.jdbcUrl(), database.user(), database.password()));
    command.addAll(List.of(LOAN_RISK.toString(), OVERRIDE));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String readUntil(Process process, String beginning) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new AssertionError("The process ended without saying " + beginning);
  }

  /** Tables and views of everybody, temporary ones of sessions that still live included. */
  private static long relations(TestDatabase database) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet count =
            statement.executeQuery(
                "SELECT count(*) FROM pg_class WHERE relname IN ('loan', 'loan_features')"
                    + " AND relnamespace = 'feature_store'::regnamespace")) {
      count.next();
      return count.getLong(1);
    }
  }
}
