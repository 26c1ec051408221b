package io.surety.watch;

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
import io.surety.registry.Answerer;
import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.DecisionKind;
import io.surety.registry.DecisionRecord;
import io.surety.registry.ModelVersion;
import io.surety.registry.Signature;
import io.surety.registry.Substitute;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version that answers in the place of another is watched, too. */
class FallbackIT {

  private static final WatchRule INPUTS =
      new WatchRule(WatchedFigure.INPUT_DRIFT, Duration.ofDays(1), 600, 0.25, Consequence.OPEN);
  private static final WatchRule ERRORS =
      new WatchRule(WatchedFigure.ERRORS, Duration.ofMinutes(10), 200, 0.1, Consequence.OPEN);
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(
          Instead.PREVIOUS,
          Decision.DECLINE,
          Duration.ofHours(1),
          0.2,
          300,
          List.of(INPUTS, ERRORS));

  private TestWatch test;
  private Evaluator evaluator;
  private ModelVersion first;
  private ModelVersion second;
  private ModelVersion third;

  @BeforeEach
  void takeTheThirdOut() {
    test = TestWatch.create();
    evaluator = test.evaluator();
    first = test.champion(POLICY);
    second = test.champion(POLICY);
    // Of before it answered in the place of the third, so no evidence against it.
    test.answer(second, AnswerRole.CHAMPION, SimulatedLoans.shifted(80), 600);
    test.tallied(second, "failed", 1_000);
    third = test.champion(POLICY);
    test.answer(third, AnswerRole.CHAMPION, SimulatedLoans.shifted(81), 600);
    look();
    assertThat(champion().fallback()).contains(second);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aFallbackThatAnswersWellGoesOn() {
    test.answer(second, AnswerRole.FALLBACK, SimulatedLoans.quiet(82), 700);
    test.tallied(second, AnswerRole.FALLBACK, "answered", 700);

    VersionLook fallback = fallback();

    assertThat(fallback.watched().version()).isEqualTo(second);
    assertThat(fallback.watched().insteadOf()).contains(third);
    assertThat(fallback.watched().alias()).isEqualTo(Alias.CHAMPION);
    assertThat(fallback.findings())
        .extracting(Finding::verdict)
        .as("judged, all of them")
        .containsOnly(RuleVerdict.HELD);
    assertThat(test.switches()).containsExactly(DecisionKind.OPENED);
    assertThat(new Measurements(test.watcher()).latest(second, Alias.CHAMPION))
        .extracting(Measured::figure)
        .contains("input_drift", "drift.population_stability", "estimated.auc", "errors");
  }

  @Test
  void isNotBlamedForWhatItAnsweredBefore() {
    assertThat(fallback().answers()).isZero();
    assertThat(fallback().findings())
        .extracting(Finding::verdict)
        .containsOnly(RuleVerdict.TOO_FEW);
  }

  @Test
  void oneThatGoesBadIsReplacedInTheSameTransaction() {
    fails(second);

    assertThat(fallback().decision()).isPresent();

    assertThat(test.breakers().find(second, Alias.CHAMPION).state()).isEqualTo(BreakerState.OPEN);
    assertThat(champion().state()).isEqualTo(BreakerState.OPEN);
    assertThat(champion().fallback()).contains(first);
    List<DecisionRecord> switches = test.breakers().history(TestWatch.MODEL);
    assertThat(switches).extracting(DecisionRecord::version).containsExactly(third, second, third);
    assertThat(switches.get(1).breaking().orElseThrow().figuresJson().orElseThrow())
        .contains("\"rule\":\"errors\"");
    assertThat(switches.get(2).reason())
        .isEqualTo(
            "Version 2, which answered for it, was itself taken out of service as champion.");
    assertThat(oneTransaction(switches.get(1), switches.get(2))).isTrue();
    assertThat(fallback().watched().version()).as("watched from now on").isEqualTo(first);
    assertThat(test.events()).containsExactly("breaker_opened", "breaker_opened", "breaker_opened");
  }

  /** What took the one out would take its fallback out next, and nobody would be answered. */
  @Test
  void oneThatIsAskedByTheSameStrangersGoesOnAndAlerts() {
    test.answer(second, AnswerRole.FALLBACK, SimulatedLoans.shifted(83), 600);

    VersionLook fallback = fallback();

    assertThat(fallback.broken())
        .extracting(each -> each.rule().rule())
        .containsExactly(WatchedFigure.INPUT_DRIFT);
    assertThat(fallback.move()).isEqualTo(new BreakerMove.Stay());
    assertThat(champion().fallback()).contains(second);
    assertThat(test.events()).containsExactly("breaker_opened", "rule_broken");
  }

  @Test
  void thePolicyAnswersWhenTheLastOneWentBad() {
    goesBad(second);
    goesBad(first);

    assertThat(champion().answerer()).isInstanceOf(Answerer.Policy.class);
    assertThat(look())
        .extracting(each -> each.watched().version())
        .as("nobody is left who answers instead")
        .containsExactly(third);
  }

  @Test
  void oneThatFailsRequestsIsReplaced() {
    fails(second);

    assertThat(fallback().broken())
        .extracting(each -> each.rule().rule())
        .containsExactly(WatchedFigure.ERRORS);
    assertThat(champion().fallback()).contains(first);
  }

  @Test
  void staysOutUntilAPersonClearsIt() {
    goesBad(second);
    test.breakers().close(third, Alias.CHAMPION, TestWatch.officer("repaired"), Optional.empty());
    look();

    assertThat(test.breakers().find(second, Alias.CHAMPION).state()).isEqualTo(BreakerState.OPEN);
    test.breakers().open(third, Alias.CHAMPION, Substitute.standby(), officer(), Optional.empty());
    assertThat(champion().fallback()).as("not the one that is out").contains(first);

    test.breakers().close(third, Alias.CHAMPION, TestWatch.officer("repaired"), Optional.empty());
    test.breakers().close(second, Alias.CHAMPION, TestWatch.officer("cleared"), Optional.empty());
    test.breakers().open(third, Alias.CHAMPION, Substitute.standby(), officer(), Optional.empty());
    assertThat(champion().fallback()).contains(second);
  }

  @Test
  void provesItselfWhenItIsPromotedAgain() {
    goesBad(second);

    test.models().promote(second, Alias.CHAMPION, TestWatch.officer("once more"));

    assertThat(test.breakers().find(second, Alias.CHAMPION).state())
        .isEqualTo(BreakerState.HALF_OPEN);
  }

  @Test
  void outcomesOfWhatItAnsweredInsteadTellOfIt() {
    List<LoggedPrediction> answered =
        test.answer(second, AnswerRole.FALLBACK, SimulatedLoans.quiet(88), 50);
    test.became(answered, _ -> false);

    assertThat(fallback().outcomes()).isEqualTo(50);
  }

  @Test
  void oneThatAnswersForTwoAliasesIsWatchedOnce() {
    ModelVersion canary = test.registered(POLICY);
    test.models().approve(canary, TestWatch.officer("good"), Optional.empty());
    test.models().promote(canary, Alias.CANARY, TestWatch.officer("try it"));
    test.breakers().open(canary, Alias.CANARY, Substitute.standby(), officer(), Optional.empty());
    assertThat(test.breakers().find(canary, Alias.CANARY).fallback()).contains(second);

    goesBad(second);

    assertThat(champion().fallback()).contains(first);
    assertThat(test.breakers().find(canary, Alias.CANARY).fallback()).contains(first);
  }

  @Test
  void oneThatOnlyEverAnsweredForTheCanaryHasABreakerToo() {
    ModelVersion canary = test.registered(POLICY);
    test.models().approve(canary, TestWatch.officer("good"), Optional.empty());
    test.models().promote(canary, Alias.CANARY, TestWatch.officer("try it"));
    test.breakers().open(canary, Alias.CANARY, Substitute.standby(), officer(), Optional.empty());
    test.breakers().close(third, Alias.CHAMPION, TestWatch.officer("repaired"), Optional.empty());

    goesBad(second);

    assertThat(test.breakers().find(second, Alias.CANARY).state()).isEqualTo(BreakerState.OPEN);
    assertThat(test.breakers().find(canary, Alias.CANARY).fallback()).contains(third);
    test.breakers().open(third, Alias.CHAMPION, Substitute.standby(), officer(), Optional.empty());
    assertThat(champion().fallback()).as("sound under every alias").contains(first);
  }

  private void fails(ModelVersion version) {
    test.tallied(version, AnswerRole.FALLBACK, "answered", 100);
    test.tallied(version, AnswerRole.FALLBACK, "failed", 200);
  }

  private void goesBad(ModelVersion version) {
    assertThat(fallback().watched().version()).isEqualTo(version);
    fails(version);
    assertThat(fallback().move()).isInstanceOf(BreakerMove.Open.class);
  }

  private static Signature officer() {
    return TestWatch.officer("under review");
  }

  private Breaker champion() {
    return test.breakers().find(third, Alias.CHAMPION);
  }

  private List<VersionLook> look() {
    Evaluator.Looks looks = evaluator.look();
    assertThat(looks.unseen()).isEmpty();
    return looks.seen();
  }

  private VersionLook fallback() {
    List<VersionLook> instead =
        look().stream().filter(each -> each.watched().insteadOf().isPresent()).toList();
    assertThat(instead).hasSize(1);
    return instead.getFirst();
  }

  private boolean oneTransaction(DecisionRecord one, DecisionRecord other) {
    return test.asOwner()
        .sql(
            """
            SELECT count(DISTINCT xmin::text) = 1
            FROM registry.decision WHERE decided_at IN (:one, :other)
            """)
        .param("one", Measurements.utc(one.decidedAt()))
        .param("other", Measurements.utc(other.decidedAt()))
        .query(Boolean.class)
        .single();
  }
}
