package io.surety.terminal;

import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.predictionlog.Predictions;
import io.surety.registry.ModelVersion;
import io.surety.simulation.LoanBook;
import io.surety.testing.KillableServer;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A book of simulated users, a model that serves, and batches over them as typed. */
final class BatchedBook implements AutoCloseable {

  static final LocalDate AS_OF = LocalDate.of(2022, 6, 30);
  static final ModelVersion VERSION = new ModelVersion("loan-risk", 1);

  private static final Size USUAL = new Size(5_000, 1, 40);
  private static final AtomicInteger LOGINS = new AtomicInteger();

  private static @Nullable BatchedBook prepared;

  private final Path folder;
  private final TestDatabase database;
  private final TestPerson trainer;
  private final TestPerson approver;

  private BatchedBook(Path folder, TestDatabase database, TestPerson trainer, TestPerson approver) {
    this.folder = folder;
    this.database = database;
    this.trainer = trainer;
    this.approver = approver;
  }

  /** How many users are simulated from which seed, and how many trees the model has. */
  record Size(int users, long seed, int trees) {

    private void write(Path folder) throws IOException {
      try (OutputStream out = Files.newOutputStream(folder.resolve("book.csv"))) {
        LoanBook.write(users, seed, out, _ -> {});
      }
    }
  }

  /**
   * A book of 5,000 users in a database of its own, with its file in the folder. It is loaded and
   * trained on once for all tests of a JVM, and copied.
   */
  static BatchedBook open(Path folder) throws IOException, SQLException {
    BatchedBook origin = prepared();
    USUAL.write(folder);
    TestDatabase copy = origin.database.copy();
    return new BatchedBook(folder, copy, origin.trainer.at(copy), origin.approver.at(copy));
  }

  private static synchronized BatchedBook prepared() throws IOException, SQLException {
    BatchedBook ready = prepared;
    if (ready == null) {
      ready = load(Files.createTempDirectory("batched-book"), TestDatabase.create(), USUAL);
      Files.delete(ready.folder.resolve("report.html"));
      Files.delete(ready.folder.resolve("book.csv"));
      Files.delete(ready.folder);
      prepared = ready;
    }
    return ready;
  }

  /** A book of another size, on a server that can be killed. */
  static BatchedBook on(KillableServer server, Path folder, Size size)
      throws IOException, SQLException {
    return load(folder, TestDatabase.create(server), size);
  }

  private static BatchedBook load(Path folder, TestDatabase database, Size size)
      throws IOException, SQLException {
    TestPerson.of(database, database.user(), database.password())
        .types("migrate")
        .endsWith(ExitCode.DONE);
    BatchedBook book =
        new BatchedBook(
            folder,
            database,
            newLogin(database, "surety_trainer"),
            newLogin(database, "surety_approver"));
    size.write(folder);
    book.trainer.types("ingest", book.file("book.csv")).endsWith(ExitCode.DONE);
    book.train(size.trees());
    book.trainer
        .types("score-batch", "--out", "table")
        .endsWith(ExitCode.FAILED)
        .says("No version is champion");
    book.trainer
        .types("score-batch", "--out", "table", "--model", "1")
        .endsWith(ExitCode.FAILED)
        .says("loan-risk/1 is not approved");
    book.serve("1");
    return book;
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

  /** Has a person approve a candidate. */
  void approve(ModelVersion version) {
    approver.decides("approve", version.toString(), "--override").endsWith(ExitCode.DONE);
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
    execute(database, sql);
  }

  private static void execute(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  private static TestPerson newLogin(TestDatabase database, String group) throws SQLException {
    String name = "batch_login_" + LOGINS.incrementAndGet();
    execute(database, "CREATE ROLE %s LOGIN PASSWORD 'secret'".formatted(name));
    execute(database, "GRANT %s TO %s".formatted(group, name));
    return TestPerson.of(database, name, "secret");
  }

  @Override
  public void close() {
    database.close();
  }
}
