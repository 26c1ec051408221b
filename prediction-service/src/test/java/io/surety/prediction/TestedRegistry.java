package io.surety.prediction;

import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.predictionlog.Predictions;
import io.surety.predictionlog.Predictions.Stretch;
import io.surety.registry.Alias;
import io.surety.registry.Breakers;
import io.surety.registry.Candidate;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegistryMigrations;
import io.surety.registry.Signature;
import io.surety.registry.Substitute;
import io.surety.runs.RunLogMigrations;
import io.surety.testing.HttpProbe;
import io.surety.testing.TestDatabase;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A registry on a real database, with a login for each of those who use it. */
public final class TestedRegistry implements AutoCloseable {

  private static final AtomicInteger REGISTRIES = new AtomicInteger();
  private static final Signature SIGNATURE = Signature.of("Risk Officer", "a test");

  private final TestDatabase database;
  private final String suffix = "_of_predictions_" + REGISTRIES.incrementAndGet();

  public TestedRegistry() {
    this(TestDatabase.create());
  }

  /** On a database of a server of its own. */
  public TestedRegistry(TestDatabase database) {
    this.database = database;
    RegistryMigrations.migrate(database.owner());
    PredictionLogMigrations.migrate(database.owner());
    RunLogMigrations.migrate(database.owner());
    for (String role : List.of("model_reader", "trainer", "approver")) {
      execute("CREATE ROLE " + role + suffix + " LOGIN PASSWORD 'secret' IN ROLE surety_" + role);
    }
  }

  /** Registers a bundle, approves it and makes it champion. */
  public ModelVersion promote(byte[] bundle) {
    ModelVersion version = approve(bundle);
    promote(version);
    return version;
  }

  /** Registers a bundle and approves it. */
  public ModelVersion approve(byte[] bundle) {
    ModelVersion version = register(bundle);
    approve(version);
    return version;
  }

  /** Approves a candidate. */
  public void approve(ModelVersion version) {
    models("approver").approve(version, Signature.of("Risk Officer", "a test"), Optional.empty());
  }

  /** Registers a bundle, about which nobody has decided. */
  public ModelVersion register(byte[] bundle) {
    return models("trainer").register(candidate(bundle));
  }

  /** Rejects a candidate. */
  public void reject(ModelVersion version) {
    models("approver").reject(version, Signature.of("Risk Officer", "a test"));
  }

  /** Makes an approved version champion. */
  public void promote(ModelVersion version) {
    promote(version, Alias.CHAMPION);
  }

  /** Lets an alias point at an approved version. */
  public void promote(ModelVersion version, Alias alias) {
    models("approver").promote(version, alias, Signature.of("Risk Officer", "a test"));
  }

  /** Lets the champion be the one before it again. */
  public void rollback() {
    models("approver")
        .rollback("loan-risk", Alias.CHAMPION, Signature.of("Risk Officer", "a test"));
  }

  /** Takes an alias away. */
  public void withdraw(Alias alias) {
    models("approver").withdraw("loan-risk", alias, Signature.of("Risk Officer", "a test"));
  }

  /** Takes a version out of service under an alias. */
  public void open(ModelVersion version, Alias alias, Substitute substitute) {
    breakers().open(version, alias, substitute, SIGNATURE, Optional.empty());
  }

  /** Lets a version prove itself in shadow. */
  public void halfOpen(ModelVersion version, Alias alias) {
    halfOpen(version, alias, Substitute.standby());
  }

  /** Lets a version prove itself in shadow while others answer in its place. */
  public void halfOpen(ModelVersion version, Alias alias, Substitute substitute) {
    breakers().halfOpen(version, alias, substitute, SIGNATURE, Optional.empty());
  }

  /** Lets a version answer again. */
  public void close(ModelVersion version, Alias alias) {
    breakers().close(version, alias, SIGNATURE, Optional.empty());
  }

  private Breakers breakers() {
    return new PostgresBreakers(database.login("approver" + suffix, "secret"));
  }

  /**
   * Starts the prediction service on this registry, as the login that may only read models. A
   * setting that is given counts instead of the tests' own.
   */
  public ConfigurableApplicationContext start(FakeFeatureService features, String... settings) {
    return start(database.jdbcUrl(), features, settings);
  }

  /** Starts the prediction service where no database is. */
  public ConfigurableApplicationContext startFarAway(FakeFeatureService features) {
    return start("jdbc:postgresql://127.0.0.1:1/surety", features);
  }

  /** What tells a service in another process where everything is. */
  public List<String> arguments(FakeFeatureService features) {
    return arguments(database.jdbcUrl(), features);
  }

  private ConfigurableApplicationContext start(
      String jdbcUrl, FakeFeatureService features, String... settings) {
    return PredictionServiceApplication.start(
        Stream.concat(
                arguments(jdbcUrl, features).stream()
                    .filter(
                        own -> Stream.of(settings).noneMatch(given -> key(given).equals(key(own)))),
                Stream.of(settings))
            .toArray(String[]::new));
  }

  private static String key(String argument) {
    return argument.split("=", 2)[0];
  }

  private List<String> arguments(String jdbcUrl, FakeFeatureService features) {
    return List.of(
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--spring.datasource.url=" + jdbcUrl,
        "--spring.datasource.username=model_reader" + suffix,
        "--spring.datasource.password=secret",
        "--surety.features.url=" + features.url(),
        "--surety.features.read-limit=3s",
        "--surety.features.total-limit=3s",
        // Tests have the feature service fail on purpose, and ask it on.
        "--surety.features.circuit.minimum=1000000");
  }

  /** What switches decisions over HTTP on, with the login that may decide. */
  public String[] decisions() {
    return new String[] {
      "--surety.decisions.enabled=true",
      "--surety.decisions.datasource.username=approver" + suffix,
      "--surety.decisions.datasource.password=secret"
    };
  }

  /** What has a service log here that has its model from elsewhere. */
  public String[] audit() {
    return new String[] {
      "--surety.audit.datasource.url=" + database.jdbcUrl(),
      "--surety.audit.datasource.username=" + serviceLogin(),
      "--surety.audit.datasource.password=secret"
    };
  }

  /** The port that a started service listens on. */
  public static int port(ConfigurableApplicationContext service) {
    return Integer.parseInt(
        String.valueOf(service.getEnvironment().getProperty("local.server.port")));
  }

  /** Talks to a started service, and asks for its health where that is. */
  public static HttpProbe probe(ConfigurableApplicationContext service) {
    return new HttpProbe(port(service), managementPort(service));
  }

  /** The port where a started service tells its health. */
  public static int managementPort(ConfigurableApplicationContext service) {
    return Integer.parseInt(
        String.valueOf(service.getEnvironment().getProperty("local.management.port")));
  }

  /** The log as its owner sees it. */
  public Predictions predictions() {
    return new PostgresPredictions(database.owner());
  }

  /** Everything in the log, in the order of time. */
  public List<LoggedPrediction> logged() {
    List<LoggedPrediction> logged = new ArrayList<>();
    predictions()
        .each(new Stretch(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), null), logged::add);
    return logged;
  }

  /** The address of the database. */
  public String jdbcUrl() {
    return database.jdbcUrl();
  }

  /** Keeps everybody out of the log until it is closed or rolled back. */
  public Connection stall() throws SQLException {
    Connection stalling = owner().getConnection();
    stalling.setAutoCommit(false);
    try (Statement statement = stalling.createStatement()) {
      statement.execute("LOCK TABLE prediction_log.prediction IN ACCESS EXCLUSIVE MODE");
    }
    return stalling;
  }

  /** Connections as the owner of all tables. */
  public DataSource owner() {
    return database.owner();
  }

  /** The name of the login that the service has. */
  public String serviceLogin() {
    return "model_reader" + suffix;
  }

  private PostgresModels models(String role) {
    return new PostgresModels(database.login(role + suffix, "secret"));
  }

  private static Candidate candidate(byte[] bundle) {
    return new Candidate("loan-risk", bundle, sha256(bundle), "{}", true, "data", "Trainer");
  }

  /** The hash of some bytes, as the registry writes it. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Does something as the owner of all tables. */
  public void execute(String sql) {
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** Drops the database, whoever is connected to it. */
  @Override
  public void close() {
    database.close();
  }
}
