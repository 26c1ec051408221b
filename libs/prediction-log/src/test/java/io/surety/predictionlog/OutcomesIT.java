package io.surety.predictionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.Decision;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.predictionlog.Outcomes.Arrived;
import io.surety.predictionlog.Outcomes.Refused;
import io.surety.predictionlog.Outcomes.Taken;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomesIT {

  private static final UserId SOMEBODY = new UserId(7);
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final LocalDate decided = today.minusDays(100);
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
  void recordsOutcomesOnceHoweverOftenTheyArrive() throws SQLException {
    UUID paid = logged();
    UUID unpaid = logged();
    Outcome first = new Outcome(paid, false, today);
    Outcome second = new Outcome(unpaid, true, today.minusDays(1));

    assertThat(take(first, second, first)).isEqualTo(new Taken(true, 3, 2, List.of()));
    assertThat(take(second, first)).isEqualTo(new Taken(true, 2, 0, List.of()));
    assertThat(latest())
        .containsExactlyInAnyOrder(paid + " f " + today, unpaid + " t " + today.minusDays(1));
  }

  @Test
  void letsTheOutcomeCountThatBecameKnownLast() throws SQLException {
    UUID cured = logged();

    take(new Outcome(cured, false, today));
    take(new Outcome(cured, true, today.minusDays(30)));

    assertThat(latest()).containsExactly(cured + " f " + today);
  }

  @Test
  void refusesWhatContradictsTheLogTheClockOrAnotherLine() throws SQLException {
    UUID known = logged();
    UUID both = logged();
    UUID policy = TestLog.idAt(TestLog.noon(decided));
    log.write(
        new LoggedPrediction(
            policy,
            SOMEBODY,
            new Lookup(decided, Basis.LATEST_LOAN, null),
            TestLog.of(SOMEBODY, Instant.now()).version(),
            AnswerRole.POLICY,
            null,
            Decision.REFER,
            null,
            null,
            null,
            null));
    UUID stranger = TestLog.idAt(TestLog.noon(decided));
    take(new Outcome(known, true, today));

    Taken taken =
        take(
            new Outcome(stranger, true, today),
            new Outcome(known, false, today),
            new Outcome(known, false, today.plusDays(1)),
            new Outcome(known, false, decided.minusDays(1)),
            new Outcome(both, true, today),
            new Outcome(both, false, today),
            new Outcome(policy, true, today),
            new Outcome(both, true, today.minusDays(2)));

    assertThat(taken.added()).isEqualTo(1);
    assertThat(taken.refused())
        .containsExactly(
            new Refused(1, "no prediction with this id is in the log"),
            new Refused(2, "the other outcome is recorded for this day already"),
            new Refused(3, "known_on is in the future"),
            new Refused(4, "known_on is before the day of the prediction"),
            new Refused(5, "another line says the opposite for the same day"),
            new Refused(6, "another line says the opposite for the same day"),
            new Refused(
                7, "the policy answered here and no model, so there is nothing to compare"));
  }

  @Test
  void recordsNothingWhenTooMuchIsRefused() throws SQLException {
    UUID known = logged();

    Taken taken =
        new Outcomes(log.trainer())
            .take(
                arriving(new Outcome(known, true, today), new Outcome(new UUID(1, 2), true, today)),
                (refused, arrived) -> refused == 0);

    assertThat(taken.recorded()).isFalse();
    assertThat(taken.refused()).hasSize(1);
    assertThat(latest()).isEmpty();
  }

  @Test
  void forgetsTheOutcomesOfThosePredictionsThatAreForgotten() throws SQLException {
    UserId another = new UserId(8);
    UUID erased = logged();
    UUID kept = logged(another, TestLog.noon(decided));
    UUID old = logged(another, TestLog.noon(today.minusDays(200)));
    take(
        new Outcome(erased, true, today),
        new Outcome(kept, true, today),
        new Outcome(old, true, today));

    new Erasures(log.approver()).erase(SOMEBODY, "Risk Officer", "The person asked.");
    assertThat(latest()).hasSize(2);
    assertThat(take(new Outcome(erased, true, today)).refused())
        .containsExactly(new Refused(1, "the person of this prediction was erased"));

    new Retention(log.approver()).set(150, "Risk Officer", "Half a year is enough.");
    new Retention(log.trainer()).drop(today.minusDays(200));
    assertThat(latest()).containsExactly(kept + " t " + today);
  }

  @Test
  void isOnlyEverAddedToElse() throws SQLException {
    take(new Outcome(logged(), true, today));

    for (String sql :
        List.of(
            "UPDATE prediction_log.outcome SET bad = false",
            "DELETE FROM prediction_log.outcome",
            "TRUNCATE prediction_log.outcome")) {
      assertThatThrownBy(() -> log.asOwner().sql(sql).update()).hasMessageContaining("only ever");
    }
  }

  @Test
  void tellsWhoMayNotRecord() {
    assertThatThrownBy(
            () -> new Outcomes(log.watcher()).take(arriving(), (refused, arrived) -> true))
        .isInstanceOf(LogFailed.class)
        .hasMessageContaining("may not do that");
  }

  private UUID logged() throws SQLException {
    return logged(SOMEBODY, TestLog.noon(decided));
  }

  private UUID logged(UserId user, Instant moment) throws SQLException {
    LoggedPrediction prediction = TestLog.of(user, moment.truncatedTo(ChronoUnit.MILLIS));
    log.write(prediction);
    return prediction.id();
  }

  private Taken take(Outcome... outcomes) {
    return new Outcomes(log.trainer()).take(arriving(outcomes), (refused, arrived) -> true);
  }

  private static Outcomes.Arriving arriving(Outcome... outcomes) {
    return taker -> {
      for (Arrived each :
          IntStream.range(0, outcomes.length)
              .mapToObj(at -> new Arrived(at + 1, outcomes[at]))
              .toList()) {
        taker.take(each);
      }
    };
  }

  private List<String> latest() {
    return log.asOwner()
        .sql(
            "SELECT prediction_id || ' ' || left(bad::text, 1) || ' ' || known_on FROM prediction_log.latest_outcome")
        .query(String.class)
        .list();
  }
}
