package io.surety.predictionlog;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.Decision;
import io.surety.feature.UserId;
import io.surety.predictionlog.Predictions.Stretch;
import io.surety.registry.ModelVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class PredictionLogIT {

  private static final UserId SOMEBODY = new UserId(7);
  private static TestLog log;

  @BeforeAll
  static void create() {
    log = TestLog.create();
  }

  @AfterAll
  static void close() {
    log.close();
  }

  @Test
  void givesBackEveryBitOfWhatWasWritten() throws SQLException {
    LoggedPrediction written = TestLog.of(SOMEBODY, Instant.parse("2026-03-01T10:00:00.123Z"));
    log.write(written);

    LoggedPrediction found =
        new PostgresPredictions(log.service()).find(written.id()).orElseThrow();

    assertThat(found).isEqualTo(written);
    assertThat(found.moment()).isEqualTo("2026-03-01T10:00:00.123Z");
  }

  @Test
  void keepsAnAnswerOfThePolicyWithoutAScore() throws SQLException {
    LoggedPrediction policy =
        new LoggedPrediction(
            TestLog.idAt(Instant.parse("2026-03-01T10:00:00Z")),
            null,
            null,
            new ModelVersion("loan-risk", 4),
            AnswerRole.POLICY,
            null,
            Decision.REFER,
            null,
            null,
            null,
            null);
    log.write(policy);

    assertThat(new PostgresPredictions(log.service()).find(policy.id())).contains(policy);
  }

  @Test
  void keepsWhatWasMadeInShadowBesideWhatWasAnswered() throws SQLException {
    LoggedPrediction answered = TestLog.of(SOMEBODY, Instant.parse("2026-03-01T10:00:00Z"));
    LoggedPrediction shadow = inShadow(AnswerRole.CHALLENGER, answered);
    log.write(answered, shadow);

    assertThat(new PostgresPredictions(log.service()).find(shadow.id())).contains(shadow);
    assertThat(shadow.beside()).isEqualTo(answered.id());
  }

  @Test
  void refusesAnAnswerThatClaimsToHaveBeenMadeInShadow() {
    LoggedPrediction answered = TestLog.of(SOMEBODY, Instant.parse("2026-03-01T10:00:00Z"));

    assertThatThrownBy(() -> log.write(inShadow(AnswerRole.CHAMPION, answered)))
        .hasMessageContaining("only_a_shadow_is_beside");
  }

  private static LoggedPrediction inShadow(AnswerRole role, LoggedPrediction answered) {
    return LoggedPrediction.inShadow(
        TestLog.idAt(Instant.parse("2026-03-01T10:00:00.010Z")),
        answered.id(),
        answered.user(),
        answered.lookup(),
        new ModelVersion("loan-risk", 5),
        role,
        requireNonNull(answered.scored()),
        Decision.DECLINE);
  }

  @Test
  void refusesAScoreWithoutInputsAndInputsWithoutAScore() {
    assertThatThrownBy(() ->
            log.asOwner()
                .sql(
                    """
                    INSERT INTO prediction_log.prediction
                      (prediction_id, model_name, model_version, role, probability, decision)
                    VALUES ('01890a5d-ac96-774b-bcce-b302099a8057', 'm', 1, 'champion', 0.5, 'refer')
                    """)
                .update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void makesADayWhenARowFindsNoneEvenForManyWritersAtOnce() throws Exception {
    LocalDate day = LocalDate.of(2031, 1, 31);
    List<Callable<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      writers.add(() -> {
        log.write(
            TestLog.of(SOMEBODY, Instant.parse("2031-01-31T23:59:59.999Z")),
            TestLog.of(SOMEBODY, Instant.parse("2031-02-01T00:00:00Z")));
        return null;
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> written : threads.invokeAll(writers)) {
        written.get();
      }
    }

    assertThat(countIn("prediction_20310131")).isEqualTo(8);
    assertThat(countIn("prediction_20310201")).isEqualTo(8);
    assertThat(new Retention(log.watcher()).days())
        .extracting(Retention.Day::day)
        .contains(day, day.plusDays(1));
  }

  @Test
  void preparesDaysOnceWhileOthersWriteAndRead() throws SQLException {
    try (Connection reading = log.trainer().getConnection();
        Connection service = log.service().getConnection()) {
      reading.setAutoCommit(false);
      reading
          .createStatement()
          .executeQuery("SELECT count(*) FROM prediction_log.prediction")
          .close();

      assertThat(LogWriter.prepareDays(service, LocalDate.of(2032, 2, 28), 3)).isEqualTo(3);
      assertThat(LogWriter.prepareDays(service, LocalDate.of(2032, 2, 28), 4)).isEqualTo(1);
    }
  }

  @Test
  void goesThroughAStretchInOrderAndByPerson() throws SQLException {
    UserId own = new UserId(991);
    List<UUID> ids = new ArrayList<>();
    for (int day = 1; day <= 3; day++) {
      LoggedPrediction each = TestLog.of(own, TestLog.noon(LocalDate.of(2027, 5, day)));
      ids.add(each.id());
      log.write(each, TestLog.of(SOMEBODY, TestLog.noon(LocalDate.of(2027, 5, day))));
    }
    Predictions predictions = new PostgresPredictions(log.trainer());
    List<UUID> seen = new ArrayList<>();
    Stretch stretch =
        new Stretch(
            Instant.parse("2027-05-01T12:00:00Z"), Instant.parse("2027-05-03T12:00:00Z"), own);

    predictions.each(stretch, each -> seen.add(each.id()));

    assertThat(seen).containsExactly(ids.get(0), ids.get(1));
    assertThat(predictions.estimate(stretch)).isNotNegative();
  }

  @Test
  void letsTheServiceWriteAndFindButNotLookThrough() {
    JdbcClient service = JdbcClient.create(log.service());

    assertRefused(log.service(), "SELECT count(*) FROM prediction_log.prediction");
    assertRefused(log.service(), "SELECT prediction_log.erase(1, 'x', 'y')");
    assertRefused(log.service(), "SELECT prediction_log.drop_day('2020-01-01')");
    assertRefused(log.service(), "SELECT * FROM prediction_log.erasure");
    assertThat(
            service
                .sql("SELECT count(*) FROM prediction_log.find(gen_random_uuid())")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void letsNobodyChangeWhatIsThere() throws SQLException {
    log.write(TestLog.of(SOMEBODY, Instant.parse("2026-03-02T10:00:00Z")));
    for (DataSource login : List.of(log.service(), log.trainer(), log.approver(), log.watcher())) {
      assertRefused(login, "UPDATE prediction_log.prediction SET decision = 'approve'");
      assertRefused(login, "DELETE FROM prediction_log.prediction");
      assertRefused(login, "TRUNCATE prediction_log.prediction");
      assertRefused(login, "DROP TABLE prediction_log.prediction_20260302");
    }
    for (String table : List.of("prediction", "prediction_20260302")) {
      assertForbidden("UPDATE prediction_log." + table + " SET decision = 'approve'");
      assertForbidden("UPDATE prediction_log." + table + " SET erasure_id = 1, user_id = NULL");
      assertForbidden("DELETE FROM prediction_log." + table);
      assertForbidden("TRUNCATE prediction_log." + table);
      assertForbidden(
          "SET session_replication_role = replica; DELETE FROM prediction_log." + table);
    }
  }

  private static void assertRefused(DataSource login, String sql) {
    assertThatThrownBy(() -> JdbcClient.create(login).sql(sql).query().listOfRows())
        .as(sql)
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo("42501"));
  }

  private static void assertForbidden(String sql) {
    assertThatThrownBy(() -> log.asOwner().sql(sql).update())
        .as(sql)
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo("SL000"));
  }

  private static long countIn(String part) {
    return log.asOwner()
        .sql("SELECT count(*) FROM prediction_log." + part)
        .query(Long.class)
        .single();
  }
}
