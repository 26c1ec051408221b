package io.surety.registry;

import io.surety.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A migrated registry in a database of its own, with one login for each role. Nothing but the
 * set-up connects as the superuser.
 */
final class TestRegistry implements AutoCloseable {

  private static final AtomicInteger LOGINS = new AtomicInteger();
  private static final AtomicInteger MODELS = new AtomicInteger();
  private static final AtomicInteger BUNDLES = new AtomicInteger();

  private final TestDatabase database;
  private final DataSource trainer;
  private final DataSource approver;
  private final DataSource reader;
  private final DataSource watcher;

  private TestRegistry(TestDatabase database) {
    this.database = database;
    this.trainer = newLogin("surety_trainer");
    this.approver = newLogin("surety_approver");
    this.reader = newLogin("surety_model_reader");
    this.watcher = newLogin("surety_watcher");
  }

  static TestRegistry create() {
    TestDatabase database = TestDatabase.create();
    RegistryMigrations.migrate(database.owner());
    return new TestRegistry(database);
  }

  /** Creates a login that is a member of these roles. */
  DataSource newLogin(String... roles) {
    String name = "registry_login_" + LOGINS.incrementAndGet();
    JdbcClient owner = JdbcClient.create(owner());
    owner.sql("CREATE ROLE " + name + " LOGIN PASSWORD 'secret'").update();
    for (String role : roles) {
      owner.sql("GRANT " + role + " TO " + name).update();
    }
    return database.login(name, "secret");
  }

  static String nameOf(DataSource login) {
    return JdbcClient.create(login).sql("SELECT session_user").query(String.class).single();
  }

  DataSource owner() {
    return database.owner();
  }

  DataSource trainer() {
    return trainer;
  }

  DataSource approver() {
    return approver;
  }

  DataSource reader() {
    return reader;
  }

  DataSource watcher() {
    return watcher;
  }

  Models asTrainer() {
    return new PostgresModels(trainer);
  }

  Models asApprover() {
    return new PostgresModels(approver);
  }

  ServedModels asReader() {
    return new PostgresServedModels(reader);
  }

  Breakers asWatcher() {
    return new PostgresBreakers(watcher);
  }

  /** The breakers as people see and override them. */
  Breakers breakers() {
    return new PostgresBreakers(approver);
  }

  /** A model name that no other test uses. */
  static String newModel() {
    return "model-" + MODELS.incrementAndGet();
  }

  /** A candidate with a bundle that no other candidate has, proposed as Dora Data. */
  static Candidate candidate(String modelName) {
    return candidate(modelName, true);
  }

  static Candidate candidate(String modelName, boolean gatesPassed) {
    byte[] bundle = ("bundle " + BUNDLES.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
    return new Candidate(
        modelName,
        bundle,
        sha256(bundle),
        "{\"auc\": 0.750, \"code_version\": \"4f2a\"}",
        gatesPassed,
        "data-1",
        "Dora Data");
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  ModelVersion register(String modelName) {
    return asTrainer().register(candidate(modelName));
  }

  ModelVersion approved(String modelName) {
    ModelVersion version = register(modelName);
    asApprover().approve(version, officer("good"), Optional.empty());
    return version;
  }

  /** So many approved versions of a new model, each promoted to champion after the one before. */
  List<ModelVersion> champions(int count) {
    String model = newModel();
    List<ModelVersion> versions = Stream.generate(() -> approved(model)).limit(count).toList();
    versions.forEach(each -> asApprover().promote(each, Alias.CHAMPION, officer("better")));
    return versions;
  }

  static Signature program(String reason) {
    return Signature.automatic("watch", reason);
  }

  static Signature officer(String reason) {
    return Signature.of("Olga Officer", reason);
  }

  @Override
  public void close() {
    database.close();
  }
}
