package io.surety.predictionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.feature.UserId;
import io.surety.predictionlog.Erasures.Erasure;
import io.surety.predictionlog.Retention.Day;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention and erasure. */
class ForgettingIT {

  private static final UserId SOMEBODY = new UserId(7);
  private static final UserId ANOTHER = new UserId(8);

  private TestLog log;

  @BeforeEach
  void create() {
    log = TestLog.create();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void keepsFiveYearsWhereNobodySetARule() throws SQLException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    log.write(TestLog.of(SOMEBODY, TestLog.noon(today.minusDays(1827))));
    log.write(TestLog.of(SOMEBODY, TestLog.noon(today.minusDays(1828))));
    Retention retention = new Retention(log.trainer());

    assertThat(retention.rule()).isEqualTo(new Retention.Rule(1827, null));
    assertThat(retention.outlived()).extracting(Day::day).containsExactly(today.minusDays(1828));
  }

  @Test
  void dropsWholeDaysThatTheRuleLetsGoAndNoOthers() throws SQLException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate old = today.minusDays(31);
    LocalDate kept = today.minusDays(30);
    log.write(
        TestLog.of(SOMEBODY, TestLog.noon(old)),
        TestLog.of(ANOTHER, TestLog.noon(old)),
        TestLog.of(SOMEBODY, TestLog.noon(kept)));
    new Retention(log.approver()).set(30, "Risk Officer", "The regulator asks for thirty days.");
    Retention retention = new Retention(log.trainer());

    assertThat(retention.outlived()).extracting(Day::day).containsExactly(old);
    assertThat(retention.drop(old)).hasValue(2);
    assertThat(retention.drop(old)).isEmpty();
    assertThatThrownBy(() -> retention.drop(kept)).hasMessageContaining("are kept: the rule is 30");
    assertThat(retention.days()).extracting(Day::day).containsExactly(kept);
    assertThat(
            log.asOwner()
                .sql(
                    "SELECT day || ' ' || predictions || ' ' || rule_id FROM prediction_log.dropped_day")
                .query(String.class)
                .list())
        .containsExactly(old + " 2 1");
    assertThat(retention.rule().set())
        .extracting(Retention.RuleSet::claimedBy, Retention.RuleSet::reason)
        .containsExactly("Risk Officer", "The regulator asks for thirty days.");
  }

  @Test
  void doesNotMakeWritersWaitForSomebodyWhoReads() throws SQLException {
    LocalDate old = LocalDate.of(2001, 1, 1);
    log.write(TestLog.of(SOMEBODY, TestLog.noon(old)));
    try (Connection reading = log.trainer().getConnection();
        Statement statement = reading.createStatement()) {
      reading.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM prediction_log.prediction").close();

      assertThatThrownBy(() -> new Retention(log.trainer()).drop(old))
          .hasMessageContaining("is being read");
    }

    assertThat(new Retention(log.trainer()).drop(old)).hasValue(1);
  }

  @Test
  void refusesTheRuleFromThoseWhoOnlyApplyIt() {
    assertThatThrownBy(() -> new Retention(log.trainer()).set(1, "x", "y"))
        .hasMessageContaining("surety_approver");
  }

  @Test
  void erasesAPersonAndNothingElse() throws SQLException {
    LoggedPrediction first = TestLog.of(SOMEBODY, Instant.parse("2026-03-01T10:00:00Z"));
    LoggedPrediction second = TestLog.of(SOMEBODY, Instant.parse("2026-05-01T10:00:00Z"));
    LoggedPrediction other = TestLog.of(ANOTHER, Instant.parse("2026-05-01T10:00:00Z"));
    log.write(first, second, other);
    Erasures erasures = new Erasures(log.approver());
    Predictions predictions = new PostgresPredictions(log.approver());

    Erasure done = erasures.erase(SOMEBODY, "Risk Officer", "The person asked.").orElseThrow();

    assertThat(done)
        .extracting(Erasure::predictions, Erasure::first, Erasure::last, Erasure::claimedBy)
        .containsExactly(2L, first.id(), second.id(), "Risk Officer");
    assertThat(predictions.find(first.id()))
        .contains(
            new LoggedPrediction(
                first.id(),
                null,
                null,
                first.version(),
                first.role(),
                null,
                first.decision(),
                null,
                first.caller(),
                first.latencyMicros(),
                done.id()));
    assertThat(predictions.find(other.id())).contains(other);
  }

  @Test
  void changesNothingTheSecondTimeAndFindsWhatCameSince() throws SQLException {
    log.write(TestLog.of(SOMEBODY, Instant.parse("2026-03-01T10:00:00Z")));
    Erasures erasures = new Erasures(log.approver());
    erasures.erase(SOMEBODY, "Risk Officer", "The person asked.");

    assertThat(erasures.erase(SOMEBODY, "Risk Officer", "The person asked.")).isEmpty();
    assertThat(erasures.of(SOMEBODY)).hasSize(1);
    assertThat(erasures.of(ANOTHER)).isEmpty();

    log.write(TestLog.of(SOMEBODY, Instant.parse("2026-03-02T10:00:00Z")));
    assertThat(erasures.erase(SOMEBODY, "Risk Officer", "Once more.")).isPresent();
    assertThat(erasures.of(SOMEBODY)).extracting(Erasure::id).isEqualTo(List.of(1L, 2L));
  }

  @Test
  void keepsNothingOfThePersonInItsRecord() throws SQLException {
    UserId person = new UserId(987654321987L);
    log.write(TestLog.of(person, Instant.parse("2026-03-01T10:00:00Z")));
    new Erasures(log.approver()).erase(person, "Risk Officer", "The person asked.");

    assertThat(
            log.asOwner()
                .sql(
                    """
                    SELECT (SELECT string_agg(e::text, '') FROM prediction_log.erasure e)
                      || (SELECT string_agg(p::text, '') FROM prediction_log.prediction p)
                    """)
                .query(String.class)
                .single())
        .doesNotContain(person.toString())
        .doesNotContain("0.30000000000000004");
  }
}
