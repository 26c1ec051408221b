package io.surety.loans;

import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * An empty feature store on a database of its own, loaded by a login that is no more than a
 * trainer. Its clock stands still until it is moved.
 */
public final class TestStore implements AutoCloseable {

  private final TestDatabase database = TestDatabase.create();
  private final DataSource trainer;
  private Instant now = Instant.parse("2024-01-01T00:00:00Z");

  public TestStore() {
    FeatureStoreMigrations.migrate(database.owner());
    this.trainer = login("surety_trainer");
  }

  /** Connects as a new login that is a member of this role and of no other. */
  public DataSource login(String role) {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    execute("CREATE ROLE " + name + " LOGIN PASSWORD 'secret' IN ROLE " + role);
    return database.login(name, "secret");
  }

  public DataSource owner() {
    return database.owner();
  }

  public DataSource trainer() {
    return trainer;
  }

  /** Moves the clock. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  public Instant now() {
    return now;
  }

  public LoanLedger ledger() {
    InstantSource source = () -> now;
    return new LoanLedger(trainer, source.withZone(ZoneOffset.UTC));
  }

  /** Loads a file that may have any share of bad rows. */
  public IngestOutcome.Loaded load(TestLoan... loans) {
    return (IngestOutcome.Loaded) ingest("loans.csv", TestLoan.file(loans), new IngestRules(1));
  }

  public IngestOutcome ingest(String name, String text, IngestRules rules) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LoanSource source =
        new LoanSource(name, LoanSource.Kind.FILE, () -> new ByteArrayInputStream(bytes));
    return ledger().ingest(source, rules, Progress.SILENT);
  }

  /** Runs a statement as the owner. */
  public void execute(String sql) {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The rows of a query, each as its values with commas between. */
  public List<String> rows(String sql) {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringJoiner row = new StringJoiner(",");
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Everything that the store holds, to compare before with after. */
  public List<String> everything() {
    List<String> everything = new ArrayList<>();
    for (String table : List.of("ingest", "loan", "loan_features", "quarantine")) {
      everything.addAll(
          rows("SELECT '%1$s', t::text FROM feature_store.%1$s AS t ORDER BY 2".formatted(table)));
    }
    return everything;
  }

  @Override
  public void close() {
    database.close();
  }
}
