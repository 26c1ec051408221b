package io.surety.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.DecisionKind;
import io.surety.registry.DecisionRecord;
import io.surety.registry.ModelVersion;
import io.surety.registry.Signature;
import io.surety.registry.Substitute;
import io.surety.watch.statistics.DriftReading;
import io.surety.watch.statistics.DriftStatistic;
import io.surety.watch.statistics.EffectFloors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvaluatorIT {

  private static final Duration DAY = Duration.ofDays(1);
  private static final WatchRule INPUTS =
      new WatchRule(WatchedFigure.INPUT_DRIFT, DAY, 600, 0.25, Consequence.OPEN);
  private static final WatchRule SCORES =
      new WatchRule(WatchedFigure.SCORE_DRIFT, DAY, 600, 0.25, Consequence.ALERT);
  private static final WatchRule MISSING =
      new WatchRule(WatchedFigure.MISSING_RATE, DAY, 600, 0.2, Consequence.OPEN);
  private static final WatchRule SKILL =
      new WatchRule(WatchedFigure.REALISED_SKILL, DAY, 600, 0, Consequence.OPEN);
  private static final WatchRule BAD_RATE =
      new WatchRule(WatchedFigure.BAD_RATE, DAY, 600, 1.5, Consequence.ALERT);
  private static final WatchRule CALIBRATION =
      new WatchRule(WatchedFigure.CALIBRATION, DAY, 600, 0.05, Consequence.ALERT);
  private static final WatchRule ERRORS =
      new WatchRule(WatchedFigure.ERRORS, Duration.ofMinutes(10), 200, 0.1, Consequence.OPEN);
  private static final WatchRule LATENCY =
      new WatchRule(WatchedFigure.LATENCY, Duration.ofMinutes(10), 200, 1000, Consequence.ALERT);
  private static final BreakerPolicy POLICY =
      policy(INPUTS, SCORES, MISSING, SKILL, BAD_RATE, CALIBRATION, ERRORS, LATENCY);

  private TestWatch test;

  @BeforeEach
  void create() {
    test = TestWatch.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private static BreakerPolicy policy(WatchRule... rules) {
    return new BreakerPolicy(
        Instead.PREVIOUS, Decision.REFER, Duration.ZERO, 0.2, 300, List.of(rules));
  }

  @Test
  void opensNothingInQuietTraffic() {
    ModelVersion version = test.champion(POLICY);
    Evaluator evaluator = test.evaluator();
    SimulatedLoans loans = SimulatedLoans.quiet(7);

    for (int look = 0; look < 10; look++) {
      List<LoggedPrediction> answered = test.answer(version, AnswerRole.CHAMPION, loans, 200);
      test.became(answered, each -> loans.happens(probability(each)));
      test.tallied(version, "answered", 200);
      assertThat(only(evaluator).broken()).isEmpty();
    }

    assertThat(test.switches()).isEmpty();
    assertThat(only(test.evaluator()).findings())
        .extracting(Finding::verdict)
        .as("judged, all of them")
        .containsOnly(RuleVerdict.HELD);
    assertThat(test.events()).isEmpty();
  }

  @Test
  void opensWithinTheSampleWhenAnInputShifts() {
    ModelVersion version = test.champion(POLICY);
    Evaluator evaluator = test.evaluator();
    SimulatedLoans loans = SimulatedLoans.shifted(8);
    int rows = 0;
    while (test.switches().isEmpty() && rows < 2_000) {
      test.answer(version, AnswerRole.CHAMPION, loans, 100);
      rows += 100;
      only(evaluator);
    }

    assertThat(rows).isEqualTo(INPUTS.sample());
    DecisionRecord opened = test.breakers().history(TestWatch.MODEL).getFirst();
    assertThat(opened.kind()).isEqualTo(DecisionKind.OPENED);
    assertThat(opened.signedAs()).isEqualTo(Signature.Kind.AUTOMATIC);
    assertThat(opened.claimedBy()).isEqualTo("surety watch");
    assertThat(opened.reason()).contains("population stability index of age");
    assertThat(opened.breaking().orElseThrow().figuresJson().orElseThrow())
        .contains("\"rule\":\"input_drift\"", "\"subject\":\"age\"", "\"rows\":600");
  }

  @Test
  void tellsOfAModerateShiftThatOpensNothing() {
    ModelVersion version = test.champion(POLICY);
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.older(20, 4), 3_000);

    VersionLook look = only(test.evaluator());
    assertThat(look.move()).isEqualTo(new BreakerMove.Stay());
    DriftReading age = look.drift().find("age", DriftStatistic.POPULATION_STABILITY).orElseThrow();
    assertThat(age.value())
        .isGreaterThan(Math.max(age.chance(), EffectFloors.MODERATE.of(age.statistic())))
        .isLessThan(age.cut());
  }

  @Test
  void findsAShiftAmongQuietTraffic() {
    ModelVersion version = test.champion(POLICY);
    Evaluator evaluator = test.evaluator();
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.quiet(9), 600);
    only(evaluator);
    SimulatedLoans loans = SimulatedLoans.shifted(9);
    int rows = 0;
    while (test.switches().isEmpty() && rows < 3_000) {
      test.answer(version, AnswerRole.CHAMPION, loans, 100);
      rows += 100;
      only(evaluator);
    }

    // An index of 0.25 is a mean shift of half a standard deviation; this one is one: half the
    // window.
    assertThat(rows).isBetween(400, 1_200);
  }

  @Test
  void goesFromOpenOverHalfOpenToClosed() {
    ModelVersion first = test.champion(POLICY);
    ModelVersion version = test.champion(POLICY);
    Evaluator evaluator = test.evaluator();
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(10), 600);

    VersionLook opened = only(evaluator);
    assertThat(opened.decision()).isPresent();
    assertThat(test.breakers().find(version, Alias.CHAMPION).fallback()).contains(first);
    assertThat(only(evaluator).move()).isInstanceOf(BreakerMove.HalfOpen.class);
    SimulatedLoans quiet = SimulatedLoans.quiet(11);
    test.answer(version, AnswerRole.PROBE, quiet, 299);
    assertThat(only(evaluator).move()).isEqualTo(new BreakerMove.Stay());
    test.answer(version, AnswerRole.PROBE, quiet, 1);
    test.tallied(version, AnswerRole.PROBE, "answered", 199);
    assertThat(only(evaluator).move())
        .as("nobody knows yet whether it fails")
        .isEqualTo(new BreakerMove.Stay());
    test.tallied(version, AnswerRole.PROBE, "answered", 1);
    assertThat(only(evaluator).move()).isEqualTo(new BreakerMove.Close(300));
    assertThat(only(evaluator).move()).isEqualTo(new BreakerMove.Stay());

    assertThat(test.switches())
        .containsExactly(DecisionKind.OPENED, DecisionKind.HALF_OPENED, DecisionKind.CLOSED);
    assertThat(test.events())
        .containsSubsequence("breaker_opened", "breaker_half_opened", "breaker_closed");
  }

  @Test
  void opensAgainWhenTheTrialShowsTheSameShift() {
    ModelVersion version = test.champion(POLICY);
    Evaluator evaluator = test.evaluator();
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(12), 600);
    only(evaluator);
    only(evaluator);
    test.answer(version, AnswerRole.PROBE, SimulatedLoans.shifted(13), 300);
    only(evaluator);

    assertThat(test.switches())
        .containsExactly(DecisionKind.OPENED, DecisionKind.HALF_OPENED, DecisionKind.OPENED);
  }

  @Test
  void letsAPersonCloseWhatStandingFindingsWouldOpen() {
    ModelVersion version = test.champion(POLICY);
    Evaluator evaluator = test.evaluator();
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(14), 600);
    only(evaluator);
    test.breakers()
        .close(version, Alias.CHAMPION, TestWatch.officer("known campaign"), Optional.empty());

    assertThat(only(evaluator).move()).isEqualTo(new BreakerMove.Stay());
    assertThat(only(test.evaluator()).move()).isEqualTo(new BreakerMove.Stay());
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(15), 600);
    assertThat(only(evaluator).move()).isInstanceOf(BreakerMove.Open.class);
  }

  @Test
  void leavesOpenWhatAPersonOpened() {
    ModelVersion version = test.champion(POLICY);
    test.breakers()
        .open(
            version,
            Alias.CHAMPION,
            Substitute.standby(),
            TestWatch.officer("under review"),
            Optional.empty());

    Clock nextMonth = Clock.offset(Clock.systemUTC(), Duration.ofDays(30));
    assertThat(only(test.evaluator(nextMonth)).move()).isEqualTo(new BreakerMove.Stay());
  }

  @Test
  void opensByOutcomesThatWentBadAndTriesNothingWhileTheyStand() {
    ModelVersion version = test.champion(policy(SKILL, BAD_RATE, CALIBRATION));
    Evaluator evaluator = test.evaluator();
    SimulatedLoans loans = SimulatedLoans.quiet(16);
    List<LoggedPrediction> answered = test.answer(version, AnswerRole.CHAMPION, loans, 1_500);
    // Those who were thought safe do not pay, and the others do.
    test.became(answered, each -> loans.happens(0.35 - probability(each)));

    VersionLook look = only(evaluator);
    assertThat(look.broken())
        .extracting(each -> each.rule().rule())
        .contains(WatchedFigure.REALISED_SKILL);
    assertThat(look.move()).isInstanceOf(BreakerMove.Open.class);
    assertThat(only(evaluator).move()).isEqualTo(new BreakerMove.Stay());
    assertThat(only(evaluator).watched().state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void opensWhenRequestsFail() {
    ModelVersion version = test.champion(policy(ERRORS));
    Evaluator evaluator = test.evaluator();
    test.tallied(version, "answered", 200);
    test.tallied(version, "dependency_failed", 10_000);
    assertThat(only(evaluator).broken()).isEmpty();
    test.tallied(version, "failed", 100);

    VersionLook look = only(evaluator);
    assertThat(look.broken().getFirst().sentence())
        .startsWith("33.33 % of the requests failed, surely above the cut of 10.00 %");
    assertThat(test.switches()).containsExactly(DecisionKind.OPENED);
  }

  @Test
  void tellsOnceThatARuleBrokeWhichOnlyAlerts() {
    WatchRule slow =
        new WatchRule(WatchedFigure.LATENCY, Duration.ofMinutes(10), 200, 1, Consequence.ALERT);
    ModelVersion version = test.champion(policy(slow));
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.quiet(17), 300);
    assertThat(only(test.evaluator()).broken().getFirst().sentence())
        .contains("were decided within", "logging and sending come after");
    only(test.evaluator());

    assertThat(test.events()).containsExactly("rule_broken");
    assertThat(test.switches()).isEmpty();
  }

  @Test
  void keepsWhatItMeasured() {
    ModelVersion version = test.champion(POLICY);
    SimulatedLoans loans = SimulatedLoans.quiet(18);
    List<LoggedPrediction> answered = test.answer(version, AnswerRole.CHAMPION, loans, 1_000);
    test.became(answered, each -> loans.happens(probability(each)));
    Evaluator evaluator = test.evaluator();
    List<Measured> told = only(evaluator).measured();
    assertThat(only(evaluator).measured()).as("until it measures again").isEqualTo(told);

    Measurements measurements = new Measurements(test.watcher());
    List<Measured> latest = measurements.latest(version, Alias.CHAMPION);
    assertThat(latest)
        .extracting(Measured::figure)
        .contains(
            "input_drift",
            "drift.population_stability",
            "drift.missing_rate",
            "estimated.auc",
            "estimated.ks",
            "estimated.brier",
            "expected.auc",
            "expected.ks",
            "expected.brier",
            "realised.auc",
            "realised.ks",
            "realised.brier",
            "realised.bad_rate",
            "realised.band_bad_rate",
            "expected.cohort_bad_rate",
            "realised.calibration_error")
        .containsExactlyInAnyOrderElementsOf(told.stream().map(Measured::figure).toList());
    assertThat(measurements.lastLook(version, Alias.CHAMPION).orElseThrow().rows())
        .isEqualTo(1_000);
    Instant now = Instant.now();
    assertThat(
            measurements.history(
                version, Alias.CHAMPION, "realised.auc", now.minus(DAY), now.plus(DAY)))
        .hasSize(1)
        .allSatisfy(auc -> assertThat(auc.value()).isBetween(0.5, 0.9));
  }

  @Test
  void looksCheaplyAtAFullWindow() {
    ModelVersion version = test.champion(POLICY);
    SimulatedLoans loans = SimulatedLoans.quiet(19);
    for (int batch = 0; batch < 12; batch++) {
      test.answer(version, AnswerRole.CHAMPION, loans, 1_000);
    }
    Evaluator evaluator = test.evaluator();
    only(evaluator);
    List<Long> micros = new ArrayList<>();
    for (int look = 0; look < 20; look++) {
      test.answer(version, AnswerRole.CHAMPION, loans, 20);
      VersionLook seen = only(evaluator);
      assertThat(seen.answers()).isEqualTo(LogWindows.USUAL_ROWS);
      micros.add(seen.took().toNanos() / 1_000);
    }
    Collections.sort(micros);
    System.out.printf(
        "a look at 10,000 answers: median %d, slowest %d microseconds%n",
        micros.get(10), micros.get(19));
    // A twentieth of the time between two looks, on a machine that is busy with other tests.
    assertThat(micros.get(10)).isLessThan(500_000);
  }

  @Test
  void tellsOfCandidatesThatWait() {
    only(test, test.champion(POLICY));
    test.registered(POLICY);
    only(test.evaluator());

    assertThat(test.events()).containsExactly("candidate_waiting");
  }

  private static void only(TestWatch test, ModelVersion version) {
    assertThat(only(test.evaluator()).watched().version()).isEqualTo(version);
  }

  private static VersionLook only(Evaluator evaluator) {
    Evaluator.Looks looks = evaluator.look();
    assertThat(looks.unseen()).isEmpty();
    List<VersionLook> pointedAt =
        looks.seen().stream().filter(each -> each.watched().insteadOf().isEmpty()).toList();
    assertThat(pointedAt).hasSize(1);
    return pointedAt.getFirst();
  }

  private static double probability(LoggedPrediction prediction) {
    return requireNonNull(prediction.scored()).probability();
  }
}
