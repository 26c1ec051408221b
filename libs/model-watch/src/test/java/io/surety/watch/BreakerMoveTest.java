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
import java.util.List;
import org.junit.jupiter.api.Test;

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
    Standing open = new Standing(BreakerState.OPEN, NOON, false);

    assertThat(next(open, 0, NOON.plusSeconds(599))).isEqualTo(new BreakerMove.Stay());
    assertThat(next(open, 0, NOON.plusSeconds(600)))
        .isEqualTo(new BreakerMove.HalfOpen(Duration.ofMinutes(10)));
  }

  @Test
  void leavesToAPersonWhatAPersonOpened() {
    Standing open = new Standing(BreakerState.OPEN, NOON, true);

    assertThat(next(open, 0, NOON.plus(Duration.ofDays(30)))).isEqualTo(new BreakerMove.Stay());
  }

  @Test
  void triesNothingThatOutcomesStillCondemn() {
    Standing open = new Standing(BreakerState.OPEN, NOON, false);
    Instant later = NOON.plus(Duration.ofDays(1));

    assertThat(next(open, 0, later, found(SKILL, RuleVerdict.BROKEN)))
        .isEqualTo(new BreakerMove.Stay());
    assertThat(next(open, 0, later, held(SKILL))).isInstanceOf(BreakerMove.HalfOpen.class);
  }

  @Test
  void closesAfterATrialThatBreaksNoRuleAndNotBefore() {
    Standing half = new Standing(BreakerState.HALF_OPEN, NOON, false);

    assertThat(next(half, 499, NOON.plusSeconds(60), held(DRIFT)))
        .isEqualTo(new BreakerMove.Stay());
    assertThat(
            next(half, 500, NOON.plusSeconds(60), held(DRIFT), found(ERRORS, RuleVerdict.TOO_FEW)))
        .isEqualTo(new BreakerMove.Close(500));
  }

  @Test
  void closesNothingWhoseDriftCannotBeJudged() {
    Standing half = new Standing(BreakerState.HALF_OPEN, NOON, false);

    assertThat(next(half, 5_000, NOON.plusSeconds(60), found(DRIFT, RuleVerdict.TOO_FEW)))
        .isEqualTo(new BreakerMove.Stay());
  }

  @Test
  void opensAgainWhenTheTrialBreaksARule() {
    Standing half = new Standing(BreakerState.HALF_OPEN, NOON, true);
    Finding broken = found(DRIFT, RuleVerdict.BROKEN);

    assertThat(next(half, 500, NOON.plusSeconds(60), broken))
        .isEqualTo(new BreakerMove.Open(List.of(broken)));
  }

  @Test
  void goesRoundWithTheClock() {
    Duration look = Duration.ofSeconds(10);
    Standing standing = new Standing(BreakerState.CLOSED, NOON, false);
    Instant now = NOON;
    StringBuilder seen = new StringBuilder();
    for (int looks = 0; looks < 200; looks++) {
      now = now.plus(look);
      boolean drifted = looks < 100;
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
        standing = new Standing(state, now, false);
      }
    }

    assertThat(seen.toString()).isEqualTo(" 10OPEN 610HALF_OPEN 620OPEN 1220HALF_OPEN 1320CLOSED");
  }

  private static BreakerMove closed(Finding... findings) {
    return next(
        new Standing(BreakerState.CLOSED, NOON, false), 10_000, NOON.plusSeconds(60), findings);
  }

  private static BreakerMove next(
      Standing standing, long answers, Instant now, Finding... findings) {
    return BreakerMove.next(standing, POLICY, List.of(findings), answers, now);
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
