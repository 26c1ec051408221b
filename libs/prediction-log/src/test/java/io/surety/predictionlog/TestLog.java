package io.surety.predictionlog;

import io.surety.bundle.Decision;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.registry.ModelVersion;
import io.surety.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A migrated log in a database of its own, with one login for each group. */
final class TestLog implements AutoCloseable {

  private static final AtomicInteger LOGINS = new AtomicInteger();
  private static final AtomicLong IDS = new AtomicLong();
  private static final Instant KNOWN_AT = Instant.parse("2026-01-31T01:30:00.123456Z");

  private final TestDatabase database = TestDatabase.create();
  private final DataSource service;
  private final DataSource trainer;
  private final DataSource approver;
  private final DataSource watcher;

  private TestLog() {
    PredictionLogMigrations.migrate(database.owner());
    this.service = newLogin("surety_model_reader");
    this.trainer = newLogin("surety_trainer");
    this.approver = newLogin("surety_approver");
    this.watcher = newLogin("surety_watcher");
  }

  static TestLog create() {
    return new TestLog();
  }

  private DataSource newLogin(String group) {
    String name = "log_login_" + LOGINS.incrementAndGet();
    asOwner().sql("CREATE ROLE " + name + " LOGIN PASSWORD 'secret'").update();
    asOwner().sql("GRANT " + group + " TO " + name).update();
    return database.login(name, "secret");
  }

  TestDatabase database() {
    return database;
  }

  JdbcClient asOwner() {
    return JdbcClient.create(database.owner());
  }

  DataSource owner() {
    return database.owner();
  }

  DataSource service() {
    return service;
  }

  DataSource trainer() {
    return trainer;
  }

  DataSource approver() {
    return approver;
  }

  DataSource watcher() {
    return watcher;
  }

  void write(LoggedPrediction... predictions) throws SQLException {
    LogRows rows = LogRows.of(predictions.length);
    for (LoggedPrediction prediction : predictions) {
      rows.add(prediction);
    }
    try (Connection connection = service.getConnection()) {
      LogWriter.write(connection, List.of(rows));
    }
  }

  /** An id of this moment that no other test draws. */
  static UUID idAt(Instant moment) {
    return new UUID(
        moment.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | IDS.incrementAndGet());
  }

  static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  static LoggedPrediction of(UserId user, Instant moment) {
    return new LoggedPrediction(
        idAt(moment),
        user,
        new Lookup(LocalDate.ofInstant(moment, ZoneOffset.UTC), Basis.NEXT_LOAN, KNOWN_AT),
        new ModelVersion("loan-risk", 3),
        AnswerRole.CHAMPION,
        new Scored(new double[] {41, Double.NaN, 2, -0.0, 1}, -1.25f, 0.1 + 0.2, 612),
        Decision.REFER,
        "[{\"feature\":\"age\",\"contribution\":0.25,\"text\":\"Größe 😀\"}]",
        "the credit desk",
        1234,
        null);
  }

  @Override
  public void close() {
    database.close();
  }
}
