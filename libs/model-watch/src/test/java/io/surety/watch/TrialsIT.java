package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.DecisionKind;
import io.surety.registry.ModelVersion;
import io.surety.registry.Substitute;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a version that was taken out of service is tried, and when not. */
class TrialsIT {

  private static final Duration COOL_DOWN = Duration.ofMinutes(10);
  private static final WatchRule INPUTS =
      new WatchRule(WatchedFigure.INPUT_DRIFT, Duration.ofDays(1), 600, 0.25, Consequence.OPEN);
  private static final WatchRule ERRORS =
      new WatchRule(WatchedFigure.ERRORS, Duration.ofMinutes(10), 200, 0.1, Consequence.OPEN);
  private static final WatchRule LATENCY =
      new WatchRule(WatchedFigure.LATENCY, Duration.ofMinutes(10), 200, 1, Consequence.OPEN);

  private TestWatch test;

  @BeforeEach
  void create() {
    test = TestWatch.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void isTriedLaterEachTimeThatATrialFailsUntilAPersonDecides() {
    ModelVersion version = test.champion(policy(INPUTS));
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(31), 600);
    for (int opening = 1; opening <= 3; opening++) {
      assertThat(look(Duration.ZERO).move()).isInstanceOf(BreakerMove.Open.class);
      Duration wait = COOL_DOWN.multipliedBy(1L << (opening - 1));
      assertThat(look(wait.minusMinutes(1)).move()).isEqualTo(new BreakerMove.Stay());
      VersionLook tried = look(wait.plusSeconds(1));
      assertThat(tried.watched().openings()).isEqualTo(opening);
      assertThat(tried.move()).isInstanceOf(BreakerMove.HalfOpen.class);
      test.answer(version, AnswerRole.PROBE, SimulatedLoans.shifted(31 + opening), 300);
    }
    assertThat(look(Duration.ZERO).move()).isInstanceOf(BreakerMove.Open.class);
    assertThat(test.breakers().history(TestWatch.MODEL).get(5).reason())
        .startsWith("The cool-down of PT40M is over after PT40M");

    test.breakers().close(version, Alias.CHAMPION, TestWatch.officer("repaired"), Optional.empty());
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(40), 600);
    assertThat(look(Duration.ZERO).move()).isInstanceOf(BreakerMove.Open.class);
    assertThat(look(COOL_DOWN.plusSeconds(1)).move()).isInstanceOf(BreakerMove.HalfOpen.class);
  }

  @Test
  void isNotTriedByItselfWhenNoTrialCanMeasureWhatOpenedIt() {
    ModelVersion version = test.champion(policy(INPUTS, LATENCY));
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.quiet(50), 300);
    assertThat(look(Duration.ZERO).move()).isInstanceOf(BreakerMove.Open.class);

    VersionLook later = look(Duration.ofDays(30));
    assertThat(later.move()).isEqualTo(new BreakerMove.Stay());
    assertThat(later.watched().causes()).containsExactly(WatchedFigure.LATENCY);
    assertThat(
            later
                .watched()
                .nextTrial(policy(INPUTS, LATENCY))
                .orElseThrow()
                .sentence(later.watched()))
        .isEqualTo(
            "It is not tried by itself, because no trial can measure what opened it (latency)."
                + " Have it answer again with './surety breaker close loan-risk/1 --alias champion'.");
  }

  @Test
  void aTrialFailsWhenTheVersionFailsInIt() {
    ModelVersion version = test.champion(policy(INPUTS, ERRORS));
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(60), 600);
    look(Duration.ZERO);
    look(COOL_DOWN.plusSeconds(1));
    test.answer(version, AnswerRole.PROBE, SimulatedLoans.quiet(61), 300);
    test.tallied(version, AnswerRole.PROBE, "answered", 300);
    test.tallied(version, AnswerRole.PROBE, "failed", 200);

    VersionLook failed = look(Duration.ZERO);
    assertThat(failed.broken())
        .extracting(each -> each.rule().rule())
        .containsExactly(ERRORS.rule());
    assertThat(failed.move()).isInstanceOf(BreakerMove.Open.class);
    assertThat(test.switches())
        .containsExactly(DecisionKind.OPENED, DecisionKind.HALF_OPENED, DecisionKind.OPENED);
  }

  @Test
  void countsFailuresOfAnHourWhereATrialTakesThatLong() {
    ModelVersion version = test.champion(policy(INPUTS, ERRORS));
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(70), 600);
    look(Duration.ZERO);
    look(COOL_DOWN.plusSeconds(1));
    test.answer(version, AnswerRole.PROBE, SimulatedLoans.quiet(71), 300);
    test.tallied(version, AnswerRole.PROBE, "answered", 200);

    assertThat(look(Duration.ofHours(1)).move()).isEqualTo(new BreakerMove.Close(300));
  }

  @Test
  void whatAPersonOpenedStaysAPersonsWhenSomebodyElseHasToAnswerForIt() {
    ModelVersion first = test.champion(policy(INPUTS));
    ModelVersion second = test.champion(policy(INPUTS));
    test.breakers()
        .open(
            second,
            Alias.CHAMPION,
            Substitute.standby(),
            TestWatch.officer("review"),
            Optional.empty());
    test.models().promote(first, Alias.CANARY, TestWatch.officer("compared"));
    test.breakers()
        .open(
            first, Alias.CANARY, Substitute.standby(), TestWatch.officer("bad"), Optional.empty());
    assertThat(test.breakers().find(second, Alias.CHAMPION).fallback()).isEmpty();

    List<VersionLook> looks = test.evaluator(in(Duration.ofDays(30))).look().seen();
    assertThat(looks)
        .filteredOn(each -> each.watched().version().equals(second))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.watched().state()).isEqualTo(BreakerState.OPEN);
          assertThat(each.watched().byPerson()).isTrue();
          assertThat(each.move()).isEqualTo(new BreakerMove.Stay());
        });
  }

  private VersionLook look(Duration later) {
    Evaluator.Looks looks = test.evaluator(in(later)).look();
    assertThat(looks.unseen()).isEmpty();
    assertThat(looks.seen()).hasSize(1);
    return looks.seen().getFirst();
  }

  private static Clock in(Duration time) {
    return Clock.offset(Clock.systemUTC(), time);
  }

  private static BreakerPolicy policy(WatchRule... rules) {
    return new BreakerPolicy(Instead.PREVIOUS, Decision.REFER, COOL_DOWN, 0.2, 300, List.of(rules));
  }
}
