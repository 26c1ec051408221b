package io.surety.terminal;

import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.predictionlog.Predictions;
import io.surety.registry.ModelVersion;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A book of 5,000 simulated users (seed 1), a model that serves, and batches over them as typed.
 */
final class BatchedBook implements AutoCloseable {

  static final LocalDate AS_OF = LocalDate.of(2022, 6, 30);
  static final ModelVersion VERSION = new ModelVersion("loan-risk", 1);

  private static final AtomicInteger LOGINS = new AtomicInteger();

  private final Path folder;
  private final TestDatabase database;
  private final TestPerson trainer;
  private final TestPerson approver;

  BatchedBook(Path folder) throws IOException, SQLException {
    this.folder = folder;
    this.database = TestDatabase.create();
    TestPerson.of(database, database.user(), database.password()).types("migrate");
    this.trainer = newLogin("surety_trainer");
    this.approver = newLogin("surety_approver");
    try (OutputStream out = Files.newOutputStream(folder.resolve("book.csv"))) {
      LoanBook.write(5_000, 1, out, _ -> {});
    }
    trainer.types("ingest", file("book.csv")).endsWith(ExitCode.DONE);
    train(40);
    trainer
        .types("score-batch", "--out", "table")
        .endsWith(ExitCode.FAILED)
        .says("No version is champion");
    trainer
        .types("score-batch", "--out", "table", "--model", "1")
        .endsWith(ExitCode.FAILED)
        .says("loan-risk/1 is not approved");
    serve("1");
  }

  /** Makes a candidate of so many trees. */
  void train(int trees) {
    trainer.types(
        "train",
        "--by",
        "Dora Data",
        "--report",
        file("report.html"),
        "--set",
        "learner.trees=" + trees,
        "--set",
        "gates.min_auc_lower=0.3");
  }

  /** Has a person make a candidate champion. */
  void serve(String version) {
    approver.decides("approve", version, "--override").endsWith(ExitCode.DONE);
    approver.decides("promote", version, "--to", "champion").endsWith(ExitCode.DONE);
  }

  TestPerson approver() {
    return approver;
  }

  TestPerson trainer() {
    return trainer;
  }

  DataSource owner() {
    return database.owner();
  }

  TestPerson.Ran batch(String key, String... more) {
    List<String> typed = new ArrayList<>(List.of("score-batch", "--key", key));
    boolean dated = List.of(more).contains("--as-of") || List.of(more).contains("--input");
    if (!dated) {
      typed.addAll(List.of("--as-of", AS_OF.toString()));
    }
    typed.addAll(List.of(more));
    return trainer.types(typed.toArray(String[]::new));
  }

  List<LoggedPrediction> logged(String key) {
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

  long knownUsers() {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(DISTINCT user_id) FROM feature_store.loan WHERE loan_date <= ?")
        .param(AS_OF)
        .query(Long.class)
        .single();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  private TestPerson newLogin(String group) throws SQLException {
    String name = "batch_login_" + LOGINS.incrementAndGet();
    execute("CREATE ROLE %s LOGIN PASSWORD 'secret'".formatted(name));
    execute("GRANT %s TO %s".formatted(group, name));
    return TestPerson.of(database, name, "secret");
  }

  @Override
  public void close() {
    database.close();
  }
}
