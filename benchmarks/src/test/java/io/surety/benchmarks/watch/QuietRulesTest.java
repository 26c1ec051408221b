package io.surety.benchmarks.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.InputSchema;
import io.surety.bundle.WatchedFigure;
import io.surety.feature.Feature;
import io.surety.watch.WatchSettings;
import io.surety.watch.WatchedModel;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.EffectFloors;
import io.surety.watch.statistics.FalseAlarms;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small part of what {@code ./surety bench watch} goes through, and what must not stay quiet. */
class QuietRulesTest {

  private static final long SEED = 5_150;
  private static final Traffic BOOK = book(20_000, 0);
  private static final WatchedModel MODEL = model();

  @ParameterizedTest
  @EnumSource(names = {"INPUT_DRIFT", "SCORE_DRIFT", "MISSING_RATE", "ESTIMATED_SKILL"})
  void answersAreQuiet(WatchedFigure figure) {
    QuietTale tale = answers(book(20_000, 1));

    assertThat(tale.judged(figure)).isGreaterThan(20);
    assertThat(tale.openings(figure)).isZero();
  }

  @Test
  void answersToOlderPeopleAreNot() {
    assertThat(answers(older()).openings(WatchedFigure.INPUT_DRIFT)).isEqualTo(1);
  }

  private static QuietTale answers(Traffic asking) {
    return QuietAnswers.month(MODEL, asking, SEED, 2, 1, 60);
  }

  @ParameterizedTest
  @EnumSource(names = {"REALISED_SKILL", "BAD_RATE", "CALIBRATION"})
  void outcomesAreQuiet(WatchedFigure figure) {
    QuietTale tale = QuietOutcomes.month(MODEL, BOOK, 20, 10);

    assertThat(tale.judged(figure)).isEqualTo(10);
    assertThat(tale.openings(figure)).isZero();
  }

  @Test
  void outcomesOfPeopleWhoPayOtherwiseAreNot() {
    byte[] other = new byte[BOOK.size()];
    for (int loan = 0; loan < other.length; loan++) {
      other[loan] = (byte) (1 - BOOK.outcome()[loan]);
    }
    Traffic turned = new Traffic(BOOK.columns(), BOOK.person(), BOOK.user(), BOOK.day(), other);

    QuietTale tale = QuietOutcomes.month(MODEL, turned, 20, 10);

    for (WatchedFigure figure :
        EnumSet.of(
            WatchedFigure.REALISED_SKILL, WatchedFigure.BAD_RATE, WatchedFigure.CALIBRATION)) {
      assertThat(tale.openings(figure)).as("%s", figure).isEqualTo(1);
    }
  }

  @Test
  void requestsThatFailAsEverAreQuiet() {
    QuietTale tale = errors(QuietRequests.failing(60, 0.05, 1));

    assertThat(tale.judged(WatchedFigure.ERRORS)).isGreaterThan(10_000);
    assertThat(tale.openings(WatchedFigure.ERRORS)).isZero();
    assertThat(errors(QuietRequests.failing(60, 0.3, 1)).openings(WatchedFigure.ERRORS))
        .as("three in ten")
        .isEqualTo(1);
  }

  private static QuietTale errors(QuietRequests.Bundles bundles) {
    return QuietRequests.month(MODEL, WatchedFigure.ERRORS, bundles, SEED, 2);
  }

  @Test
  void oneFileOfOddRowsIsNoNews() {
    QuietTale tale = unknown(QuietRequests.files(50));

    assertThat(tale.judged(WatchedFigure.UNKNOWN_CATEGORIES)).isGreaterThan(10_000);
    assertThat(tale.openings(WatchedFigure.UNKNOWN_CATEGORIES)).isZero();
    assertThat(unknown(QuietRequests.unknown(4, 0.1)).openings(WatchedFigure.UNKNOWN_CATEGORIES))
        .as("a tenth of all rows, that come one by one")
        .isEqualTo(1);
  }

  private static QuietTale unknown(QuietRequests.Bundles bundles) {
    return QuietRequests.month(MODEL, WatchedFigure.UNKNOWN_CATEGORIES, bundles, SEED, 3);
  }

  @Test
  void latenciesAreQuietUntilMuchIsBusy() {
    QuietTale quiet = QuietRequests.latencies(MODEL, SEED, 40, 0.01, 1);
    assertThat(quiet.judged(WatchedFigure.LATENCY)).isGreaterThan(1_000);
    assertThat(quiet.openings(WatchedFigure.LATENCY)).isZero();
  }

  private static Traffic older() {
    Traffic now = book(20_000, 2);
    double[][] columns = now.columns().clone();
    columns[2] = Arrays.stream(columns[2]).map(age -> age + 12).toArray();
    return new Traffic(columns, now.person(), now.user(), now.day(), now.outcome());
  }

  private static Traffic book(int loans, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[6][loans];
    long[] person = new long[loans];
    int[] user = new int[loans];
    byte[] outcome = new byte[loans];
    for (int loan = 0; loan < loans; loan++) {
      double previous = Math.floor(-Math.log(1 - random.nextDouble()) * 1.5);
      double age = Math.floor(40 + 10 * random.nextGaussian());
      double car = random.nextDouble() < 0.4 ? 1 : 0;
      double margin = -1.8 + 0.3 * previous - 0.04 * (age - 40) - 0.5 * car;
      columns[0][loan] = previous;
      columns[1][loan] = previous == 0 ? Double.NaN : 100 + 30 * random.nextGaussian();
      columns[2][loan] = age;
      columns[3][loan] = random.nextDouble() < 0.15 ? Double.NaN : random.nextInt(20);
      columns[4][loan] = car;
      columns[5][loan] = 1 / (1 + Math.exp(-margin));
      user[loan] = loan;
      person[loan] = loan;
      outcome[loan] = (byte) (random.nextDouble() < columns[5][loan] ? 1 : 0);
    }
    return new Traffic(columns, person, user, new int[loans], outcome);
  }

  private static WatchedModel model() {
    InputSchema schema = InputSchema.of(Feature.values());
    Watched watched = Watched.by(schema, BOOK);
    FalseAlarms perRule =
        FalseAlarms.over(
            Duration.ofDays(30),
            WatchSettings.USUALLY_EVERY,
            0.01 / BreakerPolicy.DEFAULT.rules().size());
    double bad = 0;
    for (byte each : BOOK.outcome()) {
      bad += each;
    }
    return new WatchedModel(
        BreakerPolicy.DEFAULT,
        schema,
        watched.reference(),
        new DecisionPolicy(0.15, 0.3),
        watched.watch(
            new DriftSettings(perRule, EffectFloors.LARGE, DriftSettings.USUAL_LEAST_ROWS)),
        perRule,
        OptionalDouble.of(bad / BOOK.size()),
        OptionalDouble.of(0.03));
  }
}
