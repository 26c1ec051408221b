package io.surety.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.Decision;
import io.surety.bundle.Instead;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.testing.HeldClock;
import io.surety.watch.statistics.KolmogorovSmirnov;
import io.surety.watch.statistics.Ranking;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What came true of answers, as it is kept in the tables of the watch. */
class OutcomeFiguresIT {

  private static final BreakerPolicy POLICY =
      new BreakerPolicy(
          Instead.PREVIOUS,
          Decision.REFER,
          Duration.ZERO,
          0.2,
          300,
          List.of(
              new WatchRule(
                  WatchedFigure.REALISED_SKILL, Duration.ofDays(30), 600, 0, Consequence.OPEN)));

  private TestWatch test;
  private ModelVersion version;
  private HeldClock clock;

  @BeforeEach
  void create() {
    test = TestWatch.create();
    version = test.champion(POLICY);
    clock = new HeldClock(Instant.now().plusSeconds(1));
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** After the version was made champion. */
  private Instant justBefore() {
    return clock.instant().minusMillis(100);
  }

  private List<LoggedPrediction> answered(SimulatedLoans loans, int count) {
    List<LoggedPrediction> answered =
        test.answer(version, AnswerRole.CHAMPION, loans, count, justBefore());
    test.became(answered, OutcomeFiguresIT::isBad);
    return answered;
  }

  /** By the last bits of the id, and more often where it is probable. */
  private static boolean isBad(LoggedPrediction each) {
    return (each.id().getLeastSignificantBits() & 15) / 16.0 < probability(each);
  }

  private static double probability(LoggedPrediction prediction) {
    return requireNonNull(prediction.scored()).probability();
  }

  private List<Measured> look(Evaluator evaluator) {
    Evaluator.Looks looks = evaluator.look();
    assertThat(looks.unseen()).isEmpty();
    return looks.seen().getFirst().measured();
  }

  private static Measured only(List<Measured> measured, String figure) {
    List<Measured> found = some(measured, figure);
    assertThat(found).as(figure).hasSize(1);
    return found.getFirst();
  }

  private static List<Measured> some(List<Measured> measured, String figure) {
    return measured.stream().filter(each -> each.figure().equals(figure)).toList();
  }

  private static double value(Measured measured) {
    return requireNonNull(measured.value());
  }

  private List<Measured> kept(String figure) {
    return new Measurements(test.watcher())
        .history(
            version,
            Alias.CHAMPION,
            figure,
            clock.instant().minus(Duration.ofDays(1)),
            clock.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void keepsWhatSeparatesAndWhatItCostsAsFoundByItself() {
    List<LoggedPrediction> answered = answered(SimulatedLoans.quiet(3), 1_500);
    look(test.evaluator(clock));

    List<Measured> told = new Measurements(test.watcher()).latest(version, Alias.CHAMPION);
    double[] probability = answered.stream().mapToDouble(OutcomeFiguresIT::probability).toArray();
    boolean[] bad = new boolean[probability.length];
    double squared = 0;
    for (int loan = 0; loan < bad.length; loan++) {
      bad[loan] = isBad(answered.get(loan));
      double error = bad[loan] ? 1 - probability[loan] : probability[loan];
      squared += error * error;
    }
    double distance = requireNonNull(KolmogorovSmirnov.of(Ranking.of(probability, bad))).distance();
    Measured separation = only(told, "realised.ks");
    Measured brier = only(told, "realised.brier");
    assertThat(value(separation)).isCloseTo(distance, within(1e-12));
    assertThat(value(brier)).isCloseTo(squared / bad.length, within(1e-12));
    for (Measured each : List.of(separation, brier)) {
      assertThat(each.rows()).isEqualTo(1_500);
      assertThat(each.lower()).isLessThan(value(each));
      assertThat(each.upper()).isGreaterThan(value(each));
    }
    assertThat(value(only(told, "expected.brier"))).isBetween(0.01, 0.25);
    assertThat(value(only(told, "estimated.ks"))).isBetween(0.01, 0.99);
  }

  @Test
  void keepsWhetherProbabilitiesCameTrueInEachBandAndMonth() {
    List<LoggedPrediction> answered = answered(SimulatedLoans.quiet(4), 1_200);
    List<Measured> told = look(test.evaluator(clock));

    List<Measured> bands = kept("realised.band_bad_rate");
    assertThat(bands).hasSizeGreaterThan(2);
    assertThat(bands.stream().mapToLong(Measured::rows).sum()).isEqualTo(1_200);
    double bad = bands.stream().mapToDouble(band -> value(band) * band.rows()).sum();
    assertThat(bad)
        .isCloseTo(
            (double) answered.stream().filter(OutcomeFiguresIT::isBad).count(), within(1e-6));
    assertThat(bands)
        .allSatisfy(band -> {
          assertThat(band.subject()).matches("[0-9]{2}: 0\\.[0-9]{4} to [01]\\.[0-9]{4}");
          assertThat(band.lower()).isLessThanOrEqualTo(value(band));
          assertThat(band.sentence()).contains("were not paid on time where");
        });
    List<Measured> expected = kept("expected.band_bad_rate");
    assertThat(subjects(expected)).isEqualTo(subjects(bands));
    assertThat(expected).isSortedAccordingTo((a, b) -> Double.compare(value(a), value(b)));
    String month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).toString();
    assertThat(kept("realised.cohort_bad_rate"))
        .extracting(Measured::subject)
        .containsExactly(month);
    assertThat(value(only(kept("realised.cohort_auc"), "realised.cohort_auc")))
        .isCloseTo(value(only(told, "realised.auc")), within(1e-12));
  }

  private static Set<String> subjects(List<Measured> measured) {
    return measured.stream().map(Measured::subject).collect(Collectors.toSet());
  }

  @Test
  void keepsBandsAgainOnlyWhenOutcomesChangedButTellsThemAlways() {
    answered(SimulatedLoans.quiet(5), 700);
    Evaluator evaluator = test.evaluator(clock);
    look(evaluator);
    int bands = kept("realised.band_bad_rate").size();
    Instant first = clock.instant();
    clock.pass(Duration.ofMinutes(6));
    List<Measured> again = look(evaluator);

    assertThat(kept("realised.ks")).as("measured again").hasSize(2);
    assertThat(kept("realised.band_bad_rate")).as("unchanged").hasSize(bands);
    assertThat(some(again, "realised.band_bad_rate"))
        .as("told all the same, as they were measured")
        .hasSize(bands)
        .allSatisfy(band -> assertThat(band.at()).isEqualTo(first));
    assertThat(only(again, "realised.ks").at()).isEqualTo(clock.instant());

    answered(SimulatedLoans.quiet(6), 300);
    clock.pass(Duration.ofMinutes(6));
    List<Measured> changed = look(evaluator);
    assertThat(only(changed, "realised.ks").rows()).isEqualTo(1_000);
    assertThat(kept("realised.band_bad_rate").stream().mapToLong(Measured::rows).sum())
        .isEqualTo(1_700);
  }

  @Test
  void keepsBandsThatCouldNotBeKeptBefore() {
    answered(SimulatedLoans.quiet(7), 700);
    Evaluator evaluator = test.evaluator(clock);
    test.asOwner().sql("REVOKE INSERT ON model_watch.measurement FROM surety_watcher").update();
    assertThat(evaluator.look().unseen()).hasSize(1);
    test.asOwner().sql("GRANT INSERT ON model_watch.measurement TO surety_watcher").update();
    clock.pass(Duration.ofMinutes(1));
    look(evaluator);

    assertThat(kept("realised.band_bad_rate").stream().mapToLong(Measured::rows).sum())
        .isEqualTo(700);
  }

  @Test
  void tellsNothingOfOutcomesThatAreNotKnown() {
    test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.quiet(8), 200, justBefore());
    List<Measured> told = look(test.evaluator(clock));

    assertThat(told)
        .extracting(Measured::figure)
        .contains("estimated.ks", "estimated.brier")
        .noneMatch(figure -> figure.startsWith("realised.") || figure.startsWith("expected."));
  }
}
