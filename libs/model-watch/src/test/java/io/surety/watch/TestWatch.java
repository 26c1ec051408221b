package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.BundleWriter;
import io.surety.bundle.Decision;
import io.surety.bundle.Example;
import io.surety.bundle.ModelBundle;
import io.surety.feature.UserId;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.registry.Alias;
import io.surety.registry.Breakers;
import io.surety.registry.Candidate;
import io.surety.registry.DecisionKind;
import io.surety.registry.DecisionRecord;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegistryMigrations;
import io.surety.registry.Signature;
import io.surety.runs.RunLogMigrations;
import io.surety.testing.TestDatabase;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with a registry, a log and a watch, one login for each of them. */
final class TestWatch implements AutoCloseable {

  static final String MODEL = "loan-risk";

  private static final AtomicInteger LOGINS = new AtomicInteger();
  private static final AtomicLong IDS = new AtomicLong();
  private static final ModelBundle GOLDEN =
      ModelBundle.read(
          Path.of("../model-bundle/src/test/resources/golden/format-2/two-classes.zip"));
  private static final String EVALUATION =
      """
      {"population": {"loans": 5000, "people": 5000, "training_bad_rate": 0.155},
       "trivial": {"log_loss_difference": {"value": -0.02}}}
      """;

  private final TestDatabase database = TestDatabase.create();
  private final DataSource service;
  private final DataSource trainer;
  private final DataSource approver;
  private final DataSource watcher;
  private long users;

  private TestWatch() {
    RegistryMigrations.migrate(database.owner());
    PredictionLogMigrations.migrate(database.owner());
    RunLogMigrations.migrate(database.owner());
    WatchMigrations.migrate(database.owner());
    this.service = newLogin("surety_model_reader");
    this.trainer = newLogin("surety_trainer");
    this.approver = newLogin("surety_approver");
    this.watcher = newLogin("surety_watcher");
  }

  static TestWatch create() {
    return new TestWatch();
  }

  private DataSource newLogin(String group) {
    String name = "watch_login_" + LOGINS.incrementAndGet();
    asOwner().sql("CREATE ROLE " + name + " LOGIN PASSWORD 'secret'").update();
    asOwner().sql("GRANT " + group + " TO " + name).update();
    return database.login(name, "secret");
  }

  JdbcClient asOwner() {
    return JdbcClient.create(database.owner());
  }

  TestDatabase database() {
    return database;
  }

  String watcherName() {
    return JdbcClient.create(watcher).sql("SELECT session_user").query(String.class).single();
  }

  DataSource watcher() {
    return watcher;
  }

  DataSource approver() {
    return approver;
  }

  DataSource trainer() {
    return trainer;
  }

  DataSource service() {
    return service;
  }

  Models models() {
    return new PostgresModels(approver);
  }

  Breakers breakers() {
    return new PostgresBreakers(approver);
  }

  Evaluator evaluator() {
    return evaluator(Clock.systemUTC());
  }

  Evaluator evaluator(Clock clock) {
    return new Evaluator(watcher, clock, WatchSettings.USUALLY_EVERY, "test");
  }

  /** An approved version that was made champion. */
  ModelVersion champion(BreakerPolicy policy) {
    ModelVersion version = registered(policy);
    models().approve(version, officer("good"), Optional.empty());
    models().promote(version, Alias.CHAMPION, officer("better"));
    return version;
  }

  ModelVersion registered(BreakerPolicy policy) {
    byte[] bundle =
        new BundleWriter(MODEL, SimulatedLoans.SCHEMA, GOLDEN.forest())
            .positiveClass(GOLDEN.manifest().positiveClass())
            .policy(GOLDEN.manifest().policy())
            .breaker(policy)
            .examples(GOLDEN.examples().stream().map(Example::toArray).toList())
            .reference(SimulatedLoans.reference())
            .evaluation(EVALUATION)
            .provenance("{\"number\": " + IDS.incrementAndGet() + "}")
            .write();
    return new PostgresModels(trainer)
        .register(new Candidate(MODEL, bundle, sha256(bundle), "{}", true, "data-1", "Dora Data"));
  }

  static Signature officer(String reason) {
    return Signature.of("Olga Officer", reason);
  }

  /** Logs so many answers that are made now, each of another user; returns their ids and rows. */
  List<LoggedPrediction> answer(
      ModelVersion version, AnswerRole role, SimulatedLoans loans, int count) {
    return answer(version, role, loans, count, Instant.now());
  }

  List<LoggedPrediction> answer(
      ModelVersion version, AnswerRole role, SimulatedLoans loans, int count, Instant at) {
    return answer(version, role, loans::next, () -> ++users, count, at);
  }

  /** The same answer to one user over and over, as in a loop that tries again. */
  List<LoggedPrediction> answerOne(
      ModelVersion version, AnswerRole role, SimulatedLoans loans, int count) {
    double[] row = loans.next();
    long user = ++users;
    return answer(version, role, () -> row, () -> user, count, Instant.now());
  }

  private List<LoggedPrediction> answer(
      ModelVersion version,
      AnswerRole role,
      Supplier<double[]> loans,
      LongSupplier user,
      int count,
      Instant at) {
    List<LoggedPrediction> predictions = new ArrayList<>();
    LogRows rows = LogRows.of(count);
    for (int row = 0; row < count; row++) {
      double[] next = loans.get();
      LoggedPrediction prediction =
          new LoggedPrediction(
              idAt(at),
              new UserId(user.getAsLong()),
              null,
              version,
              role,
              new Scored(Arrays.copyOf(next, 5), 0, next[5], 600),
              Decision.REFER,
              null,
              null,
              2_000 + row % 100,
              null);
      rows.add(prediction);
      predictions.add(prediction);
    }
    try (Connection connection = service.getConnection()) {
      LogWriter.write(connection, List.of(rows));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return predictions;
  }

  private static UUID idAt(Instant moment) {
    return new UUID(
        moment.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | IDS.incrementAndGet());
  }

  /** Records what became of them today. */
  void became(List<LoggedPrediction> predictions, Predicate<LoggedPrediction> bad) {
    JdbcClient client = JdbcClient.create(trainer);
    client
        .sql(
            """
            INSERT INTO prediction_log.outcome (prediction_id, known_on, bad)
            SELECT outcome.id, (clock_timestamp() AT TIME ZONE 'UTC')::date, outcome.bad
            FROM unnest(CAST(:ids AS uuid[]), CAST(:bad AS boolean[])) AS outcome (id, bad)
            """)
        .param("ids", predictions.stream().map(LoggedPrediction::id).toArray(UUID[]::new))
        .param("bad", predictions.stream().map(bad::test).toArray(Boolean[]::new))
        .update();
  }

  /** Has a service say what became of requests in the ten seconds that end now. */
  void tallied(ModelVersion version, String kind, long count) {
    tallied(version, AnswerRole.CHAMPION, kind, count);
  }

  /** As the other, in a role. */
  void tallied(ModelVersion version, AnswerRole role, String kind, long count) {
    JdbcClient.create(service)
        .sql(
            """
            INSERT INTO prediction_log.tally
              (counted_from, instance, model_name, model_version, role, kind, count)
            VALUES (clock_timestamp(), gen_random_uuid(), :model, :version, :role, :kind, :count)
            """)
        .param("model", version.name())
        .param("version", version.number())
        .param("role", role.toString())
        .param("kind", kind)
        .param("count", count)
        .update();
  }

  List<DecisionKind> switches() {
    return breakers().history(MODEL).stream().map(DecisionRecord::kind).toList();
  }

  List<String> events() {
    return asOwner()
        .sql("SELECT kind FROM model_watch.event ORDER BY event_id")
        .query(String.class)
        .list();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
