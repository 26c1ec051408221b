package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RealisedPerformanceTest {

  private static final Outcomes RECORDED = RecordedLoans.outcomes();
  private static final List<YearMonth> MONTHS =
      IntStream.range(0, RecordedLoans.LOANS)
          .mapToObj(loan -> YearMonth.of(2025, 11).plusMonths(loan % 3))
          .toList();
  private static final RealisedPerformance REALISED = RealisedPerformance.of(RECORDED);

  /** By scikit-learn 1.9.1. */
  @Test
  void agreesWithScikitLearn() {
    assertThat(REALISED.badRate().bad()).isEqualTo(47);
    assertThat(value(REALISED.auc())).isCloseTo(0.6741065220414407, within(1e-12));
    assertThat(value(REALISED.brier())).isCloseTo(0.17008587048641108, within(1e-12));
    assertThat(value(REALISED.kolmogorovSmirnov())).isCloseTo(0.3066332916145181, within(1e-12));
    Metrics metrics = drawn();
    assertThat(metrics.logLoss()).isNotNull();
    assertThat(metrics.logLoss().value()).isCloseTo(0.5406874036804705, within(1e-12));
    assertThat(REALISED.calibrationError()).isEqualTo(metrics.calibrationError());
  }

  private static double value(@Nullable Estimated figure) {
    assertThat(figure).isNotNull();
    return figure == null ? Double.NaN : figure.value();
  }

  /** As an evaluation before approval has it: by drawing people. */
  private static Metrics drawn() {
    ScoredModel model =
        new ScoredModel(RECORDED.label(), RECORDED.probability(), RECORDED.people());
    PersonBootstrap bootstrap = new PersonBootstrap(RECORDED.people(), 5, 200, model);
    return Metrics.of(bootstrap, 0, model.ranking());
  }

  /** By numpy 2.4.6: the variances of the placements, over their numbers. */
  @Test
  void agreesWithDeLongOnTheErrorOfTheAuc() {
    AreaUnderCurve area =
        AreaUnderCurve.of(RECORDED.probability(), RECORDED.label(), RECORDED.people())
            .orElseThrow();
    assertThat(area.value()).isCloseTo(0.6741065220414407, within(1e-12));
    assertThat(area.standardError()).isCloseTo(0.04628716304421777, within(1e-12));
    assertThat(REALISED.auc()).isEqualTo(area.estimated(0.95));
    Metrics metrics = drawn();
    assertThat(metrics.auc()).isNotNull();
    assertThat(metrics.auc().lower()).isCloseTo(area.interval(0.95).lower(), within(0.02));
    assertThat(metrics.auc().upper()).isCloseTo(area.interval(0.95).upper(), within(0.02));
  }

  @Test
  void widensTheErrorOfTheAucWhereLoansAreCopiesOfEachOther() {
    int copies = 4;
    int loans = RecordedLoans.LOANS * copies;
    double[] probability = new double[loans];
    boolean[] label = new boolean[loans];
    long[] person = new long[loans];
    for (int loan = 0; loan < loans; loan++) {
      probability[loan] = RECORDED.probability()[loan / copies];
      label[loan] = RECORDED.label()[loan / copies];
      person[loan] = loan / copies;
    }
    AreaUnderCurve together =
        AreaUnderCurve.of(probability, label, People.of(person, label)).orElseThrow();
    assertThat(together.standardError()).isCloseTo(0.04628716304421777, within(1e-9));
  }

  @Test
  void coversTheTrueAucAsOftenAsItSaysThoughPeopleComeAgain() {
    long covered =
        LongStream.range(70_000, 70_400)
            .filter(seed -> {
              Outcomes loans = ofPeople(seed, 80, 4);
              return AreaUnderCurve.of(loans.probability(), loans.label(), loans.people())
                  .orElseThrow()
                  .interval(0.95)
                  .contains(0.760_249_938_906_5);
            })
            .count();
    System.out.printf("%d of 400 intervals of 95 %% held the true AUC%n", covered);
    assertThat(covered).isBetween(368L, 392L);
  }

  /** Every loan of a person has the same outcome and nearly the same score. */
  private static Outcomes ofPeople(long seed, int people, int loansOfPerson) {
    SplittableRandom random = new SplittableRandom(seed);
    int loans = people * loansOfPerson;
    double[] probability = new double[loans];
    boolean[] label = new boolean[loans];
    long[] person = new long[loans];
    for (int someone = 0; someone < people; someone++) {
      boolean bad = someone % 2 == 0;
      double shared = random.nextGaussian() * 0.8;
      for (int one = 0; one < loansOfPerson; one++) {
        int loan = someone * loansOfPerson + one;
        double score = (bad ? 1 : 0) + shared + 0.6 * random.nextGaussian();
        probability[loan] = 1 / (1 + Math.exp(-score));
        label[loan] = bad;
        person[loan] = someone;
      }
    }
    return new Outcomes(probability, label, person);
  }

  @Test
  void partsTheLoansBetweenTheThresholds() {
    List<ScoreBand> bands = RealisedPerformance.bands(RECORDED, List.of(0.15, 0.30));
    assertThat(bands).extracting(band -> band.badRate().loans()).containsExactly(103, 47, 50);
    assertThat(bands.getFirst().badRate().predicted())
        .isCloseTo(6.487164003529067 / 103, within(1e-12));
    assertThat(bands.stream().mapToInt(band -> band.badRate().bad()).sum()).isEqualTo(47);
  }

  @Test
  void tellsTheMonthsOfTheDecisionsApart() {
    List<Cohort> cohorts = RealisedPerformance.cohorts(RECORDED, MONTHS);
    assertThat(cohorts)
        .extracting(cohort -> cohort.month().toString())
        .containsExactly("2025-11", "2025-12", "2026-01");
    assertThat(cohorts.stream().mapToInt(cohort -> cohort.badRate().loans()).sum()).isEqualTo(200);
  }

  /** By scipy 1.17.1: the quantiles of the beta distribution of 7.5 and 93.5. */
  @Test
  void givesABadRateTheIntervalOfJeffreys() {
    boolean[] label = new boolean[100];
    Arrays.fill(label, 0, 7, true);
    double[] probability = new double[100];
    Arrays.fill(probability, 0.08);
    BadRate rate =
        BadRate.of(new Outcomes(probability, label, LongStream.range(0, 100).toArray()), 0.95);
    assertThat(rate.interval().lower()).isCloseTo(0.031854959069196415, within(1e-9));
    assertThat(rate.interval().upper()).isCloseTo(0.13250922396455245, within(1e-9));
    assertThat(rate.isAsPredicted()).isTrue();
    assertThat(rate.predictedOverActual()).isCloseTo(8 / 7.0, within(1e-12));
  }

  @Test
  void widensTheIntervalWhereTheBadLoansAreOnePersons() {
    boolean[] label = new boolean[100];
    Arrays.fill(label, 0, 7, true);
    double[] probability = new double[100];
    long[] person = LongStream.range(0, 100).map(loan -> loan < 7 ? 0 : loan).toArray();
    BadRate together = BadRate.of(new Outcomes(probability, label, person), 0.95);
    assertThat(together.interval().upper()).isGreaterThan(0.25);
  }

  @Test
  void hasNoAucWhereOnlyOnePersonIsBad() {
    boolean[] label = {true, true, false, false};
    Outcomes loans =
        new Outcomes(new double[] {0.4, 0.3, 0.2, 0.1}, label, new long[] {1, 1, 2, 3});
    RealisedPerformance one = RealisedPerformance.of(loans);
    assertThat(one.auc()).isNull();
    assertThat(one.kolmogorovSmirnov()).isNull();
    assertThat(RealisedPerformance.bands(loans, List.of())).hasSize(1);
  }

  @Test
  void refusesEdgesThatFall() {
    assertThatThrownBy(() -> RealisedPerformance.bands(RECORDED, List.of(0.3, 0.1)))
        .hasMessageContaining("rise between 0 and 1");
  }
}
