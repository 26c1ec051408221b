package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.registry.BreakerState;
import io.surety.watch.BreakerMove.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerMoveTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final WatchRule DRIFT = rule(WatchedFigure.INPUT_DRIFT, Consequence.OPEN);
  private static final WatchRule SCORES = rule(WatchedFigure.SCORE_DRIFT, Consequence.ALERT);
  private static final WatchRule SKILL = rule(WatchedFigure.REALISED_SKILL, Consequence.OPEN);
  private static final WatchRule ERRORS = rule(WatchedFigure.ERRORS, Consequence.OPEN);
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(
          Instead.PREVIOUS,
          Decision.REFER,
          Duration.ofMinutes(10),
          0.2,
          500,
          List.of(DRIFT, SCORES, SKILL, ERRORS));
  private static final Standing HALF =
      new Standing(BreakerState.HALF_OPEN, NOON, false, List.of(), false, 1);

  @Test
  void opensWhenARuleThatOpensIsBroken() {
    Finding broken = found(DRIFT, RuleVerdict.BROKEN);

    assertThat(closed(held(SCORES), broken)).isEqualTo(new BreakerMove.Open(List.of(broken)));
  }

  @Test
  void staysClosedWhenOnlyARuleThatAlertsIsBroken() {
    assertThat(closed(held(DRIFT), found(SCORES, RuleVerdict.BROKEN)))
        .isEqualTo(new BreakerMove.Stay());
  }

  @Test
  void staysClosedWhileThereIsTooLittleToSay() {
    assertThat(closed(found(DRIFT, RuleVerdict.TOO_FEW), found(SKILL, RuleVerdict.TOO_FEW)))
        .isEqualTo(new BreakerMove.Stay());
  }

  @Test
  void triesAgainWhenTheCoolDownIsOverAndNotBefore() {
    Standing open = opened(1, WatchedFigure.INPUT_DRIFT);

    assertThat(next(open, 0, NOON.plusSeconds(599))).isEqualTo(new BreakerMove.Stay());
    assertThat(next(open, 0, NOON.plusSeconds(600)))
        .isEqualTo(new BreakerMove.HalfOpen(Duration.ofMinutes(10)));
  }

  @Test
  void leavesToAPersonWhatAPersonOpened() {
    Standing open = new Standing(BreakerState.OPEN, NOON, true, List.of(), false, 0);

    assertThat(next(open, 0, NOON.plus(Duration.ofDays(30)))).isEqualTo(new BreakerMove.Stay());
  }

  @Test
  void triesNothingThatOutcomesStillCondemn() {
    Standing open = opened(1, WatchedFigure.REALISED_SKILL);
    Instant later = NOON.plus(Duration.ofDays(1));

    assertThat(next(open, 0, later, found(SKILL, RuleVerdict.BROKEN)))
        .isEqualTo(new BreakerMove.Stay());
    assertThat(next(open, 0, later, held(SKILL))).isInstanceOf(BreakerMove.HalfOpen.class);
  }

  @Test
  void waitsTwiceAsLongAfterEachFailedTrialUpToADay() {
    List<Long> minutes =
        IntStream.rangeClosed(0, 11)
            .mapToObj(openings -> NextTrial.coolDown(POLICY, openings).toMinutes())
            .toList();

    assertThat(minutes)
        .containsExactly(10L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 1440L, 1440L, 1440L);
    Standing third = opened(3, WatchedFigure.INPUT_DRIFT);
    assertThat(next(third, 0, NOON.plusSeconds(40 * 60 - 1))).isEqualTo(new BreakerMove.Stay());
    assertThat(next(third, 0, NOON.plusSeconds(40 * 60)))
        .isEqualTo(new BreakerMove.HalfOpen(Duration.ofMinutes(40)));
  }

  @Test
  void waitsAsLongAsTheSpecSaysWhereThatIsMoreThanADayAndNotAtAllWhereItSaysSo() {
    assertThat(NextTrial.coolDown(coolingDown(Duration.ofDays(7)), 9))
        .isEqualTo(Duration.ofDays(7));
    assertThat(NextTrial.coolDown(coolingDown(Duration.ofHours(20)), 2))
        .isEqualTo(Duration.ofDays(1));
    assertThat(NextTrial.coolDown(coolingDown(Duration.ZERO), 9)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"LATENCY", "UNKNOWN_CATEGORIES"})
  void leavesToAPersonWhatNoTrialCanMeasure(WatchedFigure figure) {
    Standing open = opened(1, WatchedFigure.INPUT_DRIFT, figure);

    assertThat(next(open, 0, NOON.plus(Duration.ofDays(30)))).isEqualTo(new BreakerMove.Stay());
    assertThat(NextTrial.of(open, POLICY)).isEqualTo(new NextTrial.Unmeasurable(List.of(figure)));
  }

  @Test
  void closesAfterATrialThatBreaksNoRuleAndNotBefore() {
    assertThat(next(HALF, 499, NOON.plusSeconds(60), held(DRIFT)))
        .isEqualTo(new BreakerMove.Stay());
    assertThat(next(HALF, 500, NOON.plusSeconds(60), held(DRIFT), held(ERRORS)))
        .isEqualTo(new BreakerMove.Close(500));
  }

  @Test
  void closesNothingBeforeEveryRuleIsJudgedThatItMustPass() {
    BreakerMove.Stay stay = new BreakerMove.Stay();

    assertThat(trial(new Trial(5_000, List.of(WatchedFigure.ERRORS)), held(DRIFT))).isEqualTo(stay);
    assertThat(trial(new Trial(5_000, List.of(WatchedFigure.INPUT_DRIFT)))).isEqualTo(stay);
    assertThat(trial(new Trial(5_000, List.of()), held(DRIFT)))
        .isEqualTo(new BreakerMove.Close(5_000));
  }

  @Test
  void aTrialMeasuresAllThatIsKnownOfAnswersInShadow() {
    assertThat(Arrays.stream(WatchedFigure.values()).filter(Trial::measures))
        .containsExactlyInAnyOrder(
            WatchedFigure.INPUT_DRIFT,
            WatchedFigure.SCORE_DRIFT,
            WatchedFigure.MISSING_RATE,
            WatchedFigure.ESTIMATED_SKILL,
            WatchedFigure.ERRORS);
  }

  @Test
  void aTrialTakesNoMoreThanItHasAndCountsFailuresFromItsBeginning() {
    WatchRule quick =
        new WatchRule(WatchedFigure.ERRORS, Duration.ofMinutes(10), 2_000, 0.1, Consequence.OPEN);
    WatchRule unknown =
        new WatchRule(
            WatchedFigure.UNKNOWN_CATEGORIES, Duration.ofDays(1), 2_000, 0.1, Consequence.OPEN);
    BreakerPolicy policy =
        new BreakerPolicy(
            Instead.PREVIOUS,
            Decision.REFER,
            Duration.ofMinutes(10),
            0.2,
            500,
            List.of(DRIFT, SKILL, quick, unknown));

    assertThat(Trial.rules(policy).rules())
        .containsExactly(
            new WatchRule(DRIFT.rule(), DRIFT.window(), 500, DRIFT.cut(), DRIFT.then()),
            SKILL,
            new WatchRule(quick.rule(), DRIFT.window(), 500, quick.cut(), quick.then()),
            unknown);
  }

  @Test
  void opensAgainWhenTheTrialBreaksARule() {
    Finding broken = found(DRIFT, RuleVerdict.BROKEN);

    assertThat(next(HALF, 500, NOON.plusSeconds(60), broken))
        .isEqualTo(new BreakerMove.Open(List.of(broken)));
  }

  @Test
  void goesRoundWithTheClock() {
    Duration look = Duration.ofSeconds(10);
    Standing standing = new Standing(BreakerState.CLOSED, NOON, false, List.of(), false, 0);
    Instant now = NOON;
    StringBuilder seen = new StringBuilder();
    for (int looks = 0; looks < 450; looks++) {
      now = now.plus(look);
      boolean drifted = looks < 190;
      long trial = Duration.between(standing.since(), now).toSeconds() * 5;
      Finding finding = found(DRIFT, drifted ? RuleVerdict.BROKEN : RuleVerdict.HELD);
      BreakerMove move =
          standing.state() == BreakerState.OPEN
              ? next(standing, 0, now)
              : next(standing, trial, now, finding);
      BreakerState state =
          switch (move) {
            case BreakerMove.Stay() -> standing.state();
            case BreakerMove.Open _ -> BreakerState.OPEN;
            case BreakerMove.HalfOpen _ -> BreakerState.HALF_OPEN;
            case BreakerMove.Close _ -> BreakerState.CLOSED;
          };
      if (state != standing.state()) {
        seen.append(' ').append(Duration.between(NOON, now).toSeconds()).append(state);
        int openings = standing.openings() + (state == BreakerState.OPEN ? 1 : 0);
        standing =
            new Standing(state, now, false, List.of(WatchedFigure.INPUT_DRIFT), false, openings);
      }
    }

    assertThat(seen.toString())
        .isEqualTo(" 10OPEN 610HALF_OPEN 620OPEN 1820HALF_OPEN 1830OPEN 4230HALF_OPEN 4330CLOSED");
  }

  private static BreakerMove closed(Finding... findings) {
    return next(
        new Standing(BreakerState.CLOSED, NOON, false, List.of(), false, 0),
        10_000,
        NOON.plusSeconds(60),
        findings);
  }

  private static Standing opened(int openings, WatchedFigure... causes) {
    return new Standing(BreakerState.OPEN, NOON, false, List.of(causes), false, openings);
  }

  private static BreakerPolicy coolingDown(Duration coolDown) {
    return new BreakerPolicy(Instead.PREVIOUS, Decision.REFER, coolDown, 0.2, 500, List.of(DRIFT));
  }

  private static BreakerMove trial(Trial trial, Finding... findings) {
    return BreakerMove.next(HALF, POLICY, List.of(findings), trial, NOON.plusSeconds(60));
  }

  private static BreakerMove next(
      Standing standing, long answers, Instant now, Finding... findings) {
    return BreakerMove.next(
        standing, POLICY, List.of(findings), new Trial(answers, List.of()), now);
  }

  private static WatchRule rule(WatchedFigure figure, Consequence then) {
    return new WatchRule(figure, Duration.ofDays(1), 1_000, 0.25, then);
  }

  private static Finding held(WatchRule rule) {
    return found(rule, RuleVerdict.HELD);
  }

  private static Finding found(WatchRule rule, RuleVerdict verdict) {
    return new Finding(rule, "", NOON, 1_000, 0.3, 0.25, verdict, "It is so.");
  }
}
