package io.surety.benchmarks.serve;

import io.surety.benchmarks.process.DurableServer;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.featurestore.PostgresFeatures;
import io.surety.featurestore.UserFeatures;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanSource;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import io.surety.simulation.LoanBook;
import io.surety.spec.ModelSpec;
import io.surety.terminal.Activity;
import io.surety.terminal.Console;
import io.surety.terminal.Intake;
import io.surety.terminal.ModelMaking;
import io.surety.terminal.OpenDatabase;
import io.surety.terminal.Purpose;
import io.surety.terminal.Session;
import io.surety.terminal.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with loans, their features, and a model that was approved and promoted. */
public final class ServedModel implements OpenDatabase {

  private static final long SEED = 7;

  private final Path folder;
  private final DataSource owner;
  private final PGSimpleDataSource trainer;
  private final PGSimpleDataSource approver;
  private final PGSimpleDataSource featureReader;
  private final PGSimpleDataSource modelReader;

  private ServedModel(DurableServer server, Path folder) throws SQLException {
    this.folder = folder;
    this.owner = server.createDatabase();
    Tables.migrate(owner);
    this.trainer = server.trainer(owner);
    this.approver = server.login(owner, "benchmark_approver", "surety_approver");
    this.featureReader = server.login(owner, "benchmark_features", "surety_feature_reader");
    this.modelReader = server.login(owner, "benchmark_predictions", "surety_model_reader");
  }

  /** Makes everything that the services need, by the steps that a person would take. */
  public static ServedModel make(DurableServer server, Path folder, long users, Session session)
      throws IOException, SQLException {
    ServedModel made = new ServedModel(server, folder);
    Console console = session.console();
    Path book = folder.resolve("simulated.csv");
    try (Activity step = console.step("Simulating");
        OutputStream out = Files.newOutputStream(book)) {
      long loans = LoanBook.write(users, SEED, out, count -> step.at(Console.count(count, "loan")));
      step.done(Console.count(loans, "loan") + " of " + Console.count(users, "user"));
    }
    Intake.run(made, LoanSource.of(book), IngestRules.DEFAULT, session);
    ModelSpec spec = ModelSpec.read(session.usualSpec(), List.of());
    ModelVersion version =
        ModelMaking.train(
                made,
                spec,
                new ModelMaking.Terms(Optional.empty(), Optional.empty(), "surety bench serve"),
                session)
            .version();
    Signature by =
        Signature.of("the approver of the benchmark", "Approved to measure how fast it is served.");
    Models deciding = new PostgresModels(made.as(Purpose.DECIDING));
    deciding.approve(version, by, Optional.of("How good it is does not matter here."));
    deciding.promote(version, Alias.CHAMPION, by);
    return made;
  }

  /** Some users and their features today, evenly taken from all of them. */
  public List<UserFeatures> some(int count, LocalDate today) throws SQLException {
    List<UserId> users = new ArrayList<>();
    try (Connection connection = owner.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT user_id
                FROM (
                    SELECT user_id, row_number() OVER (ORDER BY user_id) AS place, count(*) OVER () AS users
                    FROM (SELECT DISTINCT user_id FROM feature_store.loan_features) AS each_user
                ) AS placed
                WHERE place * ? / users > (place - 1) * ? / users
                ORDER BY user_id
                """)) {
      statement.setLong(1, count);
      statement.setLong(2, count);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          users.add(new UserId(rows.getLong(1)));
        }
      }
    }
    return new PostgresFeatures(featureReader)
        .findAll(users, today, Basis.LATEST_LOAN).stream().flatMap(Optional::stream).toList();
  }

  /** The login of the feature service. */
  public PGSimpleDataSource featureReader() {
    return featureReader;
  }

  /** The login of the prediction service. */
  public PGSimpleDataSource modelReader() {
    return modelReader;
  }

  @Override
  public DataSource as(Purpose purpose) {
    return switch (purpose) {
      case OWNING -> owner;
      case TRAINING -> trainer;
      case DECIDING -> approver;
      case ADMITTING, WATCHING ->
          throw new UnsupportedOperationException("Nothing is admitted or watched here.");
    };
  }

  @Override
  public Path reports() {
    return folder;
  }

  @Override
  public void close() {
    // The server outlives it, and is closed by who started it.
  }
}
