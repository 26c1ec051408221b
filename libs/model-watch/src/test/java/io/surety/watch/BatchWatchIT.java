package io.surety.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.predictionlog.Erasures;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.watch.TestBatches.Logged;
import io.surety.watch.health.HealthReader;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.Period;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version that nobody asks, and that scores batches. */
class BatchWatchIT {

  private static final Duration DAY = Duration.ofDays(1);
  private static final WatchRule INPUTS =
      new WatchRule(WatchedFigure.INPUT_DRIFT, DAY, 600, 0.25, Consequence.OPEN);
  private static final WatchRule SCORES =
      new WatchRule(WatchedFigure.SCORE_DRIFT, DAY, 600, 0.25, Consequence.ALERT);
  private static final WatchRule SKILL =
      new WatchRule(WatchedFigure.ESTIMATED_SKILL, DAY, 600, 0.2, Consequence.OPEN);
  private static final WatchRule BAD_RATE =
      new WatchRule(WatchedFigure.BAD_RATE, DAY, 600, 1.5, Consequence.ALERT);
  private static final WatchRule LATENCY =
      new WatchRule(WatchedFigure.LATENCY, Duration.ofMinutes(10), 200, 1, Consequence.ALERT);
  private static final WatchRule ERRORS =
      new WatchRule(WatchedFigure.ERRORS, Duration.ofMinutes(10), 200, 0.1, Consequence.OPEN);
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(
          Instead.PREVIOUS,
          Decision.REFER,
          Duration.ofMinutes(10),
          0.2,
          300,
          List.of(INPUTS, SCORES, SKILL, BAD_RATE, LATENCY, ERRORS));

  private TestWatch test;
  private TestBatches batches;
  private ModelVersion first;
  private ModelVersion version;

  @BeforeEach
  void create() {
    test = TestWatch.create();
    batches = new TestBatches(test);
    first = test.champion(POLICY);
    version = test.champion(POLICY);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void isJudgedByItsBatches() {
    SimulatedLoans loans = SimulatedLoans.quiet(101);
    Logged batch = batches.done("night", version, loans, 2_000);
    test.became(batch.rows(), each -> loans.happens(probability(each)));

    VersionLook look = look(Duration.ZERO);

    assertThat(look.answers()).isEqualTo(2_000);
    assertThat(look.findings())
        .filteredOn(each -> each.verdict() == RuleVerdict.HELD)
        .extracting(each -> each.rule().rule())
        .containsExactly(
            WatchedFigure.INPUT_DRIFT,
            WatchedFigure.SCORE_DRIFT,
            WatchedFigure.ESTIMATED_SKILL,
            WatchedFigure.BAD_RATE);
    assertThat(look.broken()).isEmpty();
    assertThat(new Measurements(test.watcher()).latest(version, Alias.CHAMPION))
        .extracting(Measured::figure)
        .contains("drift.population_stability", "estimated.auc", "realised.auc", "expected.auc");
  }

  @Test
  void opensByABatchThatDriftedAndWaitsForAPerson() {
    batches.done("night", version, SimulatedLoans.shifted(102), 1_000);

    assertThat(look(Duration.ZERO).move()).isInstanceOf(BreakerMove.Open.class);

    assertThat(test.breakers().find(version, Alias.CHAMPION).fallback())
        .as("scores the next batch")
        .contains(first);
    assertThat(
            test.breakers()
                .history(TestWatch.MODEL)
                .getFirst()
                .breaking()
                .orElseThrow()
                .figuresJson()
                .orElseThrow())
        .contains("\"answers\":\"batch\"");
    VersionLook later = look(Duration.ofDays(3));
    assertThat(later.move()).isEqualTo(new BreakerMove.Stay());
    assertThat(later.watched().nextTrial(POLICY).orElseThrow().sentence(later.watched()))
        .isEqualTo(
            "Its batches opened it, and nothing is scored beside a batch, so nothing tries it."
                + " Have it answer again with './surety breaker close loan-risk/2 --alias champion'.");
  }

  @Test
  void theFallbackOfABatchIsJudgedByWhatItScoredInstead() {
    batches.done("one", version, SimulatedLoans.shifted(103), 1_000);
    look(Duration.ZERO);
    batches.done("two", first, SimulatedLoans.shifted(104), 1_000);

    VersionLook fallback =
        test.evaluator().look().seen().stream()
            .filter(each -> each.watched().version().equals(first))
            .findFirst()
            .orElseThrow();

    assertThat(fallback.answers()).isEqualTo(1_000);
    assertThat(fallback.broken())
        .extracting(each -> each.rule().rule())
        .contains(WatchedFigure.INPUT_DRIFT);
    assertThat(test.breakers().find(version, Alias.CHAMPION).fallback())
        .as("the same strangers are no fault of the fallback")
        .contains(first);
  }

  @Test
  void aBatchTellsNothingUntilAllOfItIsThere() {
    Logged batch = batches.begun("night", version, SimulatedLoans.shifted(105), 1_000, 2);
    assertThat(look(Duration.ZERO).answers()).isZero();
    batch.ends(0);
    assertThat(look(Duration.ZERO).answers()).isZero();
    batch.ends(1);

    assertThat(look(Duration.ZERO).move()).isInstanceOf(BreakerMove.Open.class);
  }

  @Test
  void requestsTellWhereThereAreEnoughOfThem() {
    batches.done("night", version, SimulatedLoans.shifted(106), 1_000);
    test.tallied(first, "answered_row", 600);

    VersionLook look = look(Duration.ZERO);

    assertThat(look.answers()).isZero();
    assertThat(look.move()).isEqualTo(new BreakerMove.Stay());
  }

  @Test
  void theNewestBatchTellsUntilTheNext() {
    batches.done("january", version, SimulatedLoans.quiet(107), 1_000);
    assertThat(look(Duration.ofDays(20)).findings().getFirst().verdict())
        .isEqualTo(RuleVerdict.HELD);
    batches.done("february", version, SimulatedLoans.quiet(108), 700);

    assertThat(look(Duration.ofDays(20)).answers()).as("of the newest alone").isEqualTo(700);
    assertThat(look(Duration.ZERO).answers()).as("of all in a day").isEqualTo(1_700);
  }

  @Test
  void readsALargeBatchAtEvenDistances() {
    List<double[]> rows = new ArrayList<>();
    SimulatedLoans before = SimulatedLoans.quiet(109);
    SimulatedLoans after = SimulatedLoans.older(110, 100);
    for (int row = 0; row < 30_000; row++) {
      rows.add(row < 15_000 ? before.next() : after.next());
    }
    batches.done("large", version, rows);

    Answers answers =
        new LoggedBatches(test.watcher())
            .last(only(test.evaluator()).watched(), POLICY, Instant.EPOCH, Instant.now());

    assertThat(answers.size()).isBetween(9_990, 10_010);
    assertThat(answers.rows()).extracting(Answer::id).doesNotHaveDuplicates();
    assertThat(answers.rows().stream().filter(each -> each.inputs()[2] > 90).count())
        .isBetween(4_900L, 5_100L);
  }

  @Test
  void aPersonWhoWasErasedIsReadNoMore() {
    Logged batch = batches.done("night", version, SimulatedLoans.quiet(111), 1_000);
    Evaluator evaluator = test.evaluator();
    only(evaluator);
    new Erasures(test.approver())
        .erase(
            requireNonNull(batch.rows().getFirst().user()),
            "Olga Officer",
            "the person asked for it");

    assertThat(only(evaluator).answers()).as("kept between looks").isEqualTo(1_000);
    assertThat(look(Duration.ofMinutes(61)).answers()).as("read anew").isEqualTo(999);
  }

  @Test
  void healthShowsTheBatchesThatItIsJudgedBy() {
    batches.done("night", version, SimulatedLoans.shifted(112), 1_000);
    look(Duration.ZERO);

    List<ModelHealth> all = new ArrayList<>();
    new HealthReader(test.watcher()).each(Period.lastWeeks(Instant.now()), all::add);

    assertThat(all).hasSize(2);
    ModelHealth health = all.getFirst();
    assertThat(health.watched().version()).isEqualTo(version);
    assertThat(health.windowOf()).isEqualTo(Answers.Of.BATCHES);
    assertThat(health.windowRows()).isEqualTo(1_000);
    assertThat(health.measured())
        .filteredOn(each -> each.verdict() == RuleVerdict.BROKEN)
        .extracting(Measured::figure)
        .contains("input_drift");
    assertThat(all.getLast().watched().insteadOf()).contains(version);
  }

  private VersionLook look(Duration later) {
    return only(test.evaluator(Clock.offset(Clock.systemUTC(), later)));
  }

  private static VersionLook only(Evaluator evaluator) {
    Evaluator.Looks looks = evaluator.look();
    assertThat(looks.unseen()).isEmpty();
    return looks.seen().getFirst();
  }

  private static double probability(LoggedPrediction prediction) {
    return requireNonNull(prediction.scored()).probability();
  }
}
