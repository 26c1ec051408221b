package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.Histogram;
import io.surety.bundle.ReferenceHistograms;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DriftWatchTest {

  private static final int ROWS = 20_000;
  private static final ReferenceHistograms REFERENCE =
      TestColumns.reference(TestColumns.rows(1, ROWS));
  private static final DriftWatch BREAKER = watch(DriftSettings.BREAKER);

  private static DriftWatch watch(DriftSettings settings) {
    return DriftWatch.of(TestColumns.schema(), REFERENCE, ROWS, settings);
  }

  @Test
  void seesAShiftedColumnAndNamesIt() {
    Drift drift = BREAKER.look(window(1_000, "normal", value -> value + 1));
    assertThat(drift.verdict()).isEqualTo(DriftVerdict.DRIFTED);
    assertThat(drift.drifted().getFirst().subject()).isEqualTo("normal");
    assertThat(drift.drifted().getFirst().sentence())
        .matches(
            "The population stability index of normal is 0\\.\\d+, above the cut of 0\\.250 for"
                + " 1,000 rows\\.");
  }

  @Test
  void seesAFlagThatWasRareAndIsNot() {
    SplittableRandom random = new SplittableRandom(5);
    Drift drift = BREAKER.look(window(200, "rare_flag", _ -> random.nextDouble() < 0.4 ? 1 : 0));
    assertThat(drift.drifted()).extracting(DriftReading::subject).contains("rare_flag");
  }

  @Test
  void seesValuesThatGoMissing() {
    SplittableRandom random = new SplittableRandom(6);
    Drift drift =
        BREAKER.look(
            window(500, "few_values", value -> random.nextDouble() < 0.3 ? Double.NaN : value));
    assertThat(drift.drifted())
        .anySatisfy(reading -> {
          assertThat(reading.subject()).isEqualTo("few_values");
          assertThat(reading.statistic()).isEqualTo(DriftStatistic.MISSING_RATE);
        });
  }

  @Test
  void seesValuesThatWereMissingAndAreThere() {
    Drift drift = BREAKER.look(window(500, "mostly_missing", _ -> 0.3));
    assertThat(drift.drifted())
        .extracting(DriftReading::statistic)
        .contains(DriftStatistic.MISSING_RATE);
  }

  @Test
  void seesUnknownCategoriesAmongTheRowsThatWereRefused() {
    DriftWindow quiet = window(1_000, "normal", DoubleUnaryOperator.identity());
    DriftWindow window =
        new DriftWindow(quiet.histograms(), Map.of("category", 90L), quiet.effectiveRows());
    Drift drift = BREAKER.look(window);
    assertThat(drift.drifted()).hasSize(1);
    assertThat(drift.drifted().getFirst().value()).isCloseTo(90.0 / 1_090, within(1e-12));
    assertThat(drift.drifted().getFirst().statistic()).isEqualTo(DriftStatistic.UNKNOWN_RATE);
  }

  @Test
  void isNotMovedByAShiftThatIsSmallHoweverSureItIs() {
    Drift drift = BREAKER.look(window(50_000, "normal", value -> value + 0.2));
    DriftReading reading = drift.find("normal", DriftStatistic.POPULATION_STABILITY).orElseThrow();
    assertThat(reading.value()).isGreaterThan(5 * reading.chance()).isLessThan(reading.floor());
    assertThat(drift.verdict()).isEqualTo(DriftVerdict.STABLE);
  }

  @Test
  void isNotMovedByAnIndexThatFewRowsGiveByLuck() {
    DriftReading reading =
        BREAKER
            .look(window(200, "normal", DoubleUnaryOperator.identity()))
            .find("normal", DriftStatistic.POPULATION_STABILITY)
            .orElseThrow();
    assertThat(reading.chance()).isGreaterThan(0.25);
    assertThat(reading.cut()).isEqualTo(reading.chance());
  }

  @Test
  void judgesNothingByFewRows() {
    Drift drift = BREAKER.look(window(99, "normal", value -> value + 9));
    assertThat(drift.verdict()).isEqualTo(DriftVerdict.TOO_FEW_ROWS);
    assertThat(drift.readings().getFirst().sentence())
        .isEqualTo(
            "The population stability index of normal cannot be judged: 99 rows are too few.");
  }

  @Test
  void countsManyRowsOfOnePersonAsFew() {
    DriftWindow many = window(2_000, "normal", value -> value + 9);
    DriftWindow ofFew = new DriftWindow(many.histograms(), Map.of(), 60);
    assertThat(BREAKER.look(ofFew).verdict()).isEqualTo(DriftVerdict.TOO_FEW_ROWS);
    Drift drift = BREAKER.look(new DriftWindow(many.histograms(), Map.of(), 250));
    assertThat(drift.drifted().getFirst().sentence())
        .contains("2,000 rows that say as much as 250");
  }

  @Test
  void asksMoreOfASmallReferenceThanOfALargeOne() {
    DriftWindow window = window(1_000, "normal", DoubleUnaryOperator.identity());
    DriftWatch ofFew = DriftWatch.of(TestColumns.schema(), REFERENCE, 500, DriftSettings.BREAKER);
    assertThat(chance(ofFew, window)).isGreaterThan(2 * chance(BREAKER, window));
  }

  private static double chance(DriftWatch watch, DriftWindow window) {
    return watch
        .look(window)
        .find("normal", DriftStatistic.POPULATION_STABILITY)
        .orElseThrow()
        .chance();
  }

  @Test
  void testsOnlyWhatCanDrift() {
    Drift drift = BREAKER.look(window(300, "normal", DoubleUnaryOperator.identity()));
    assertThat(drift.readings()).hasSize(BREAKER.tests());
    assertThat(drift.find("constant", DriftStatistic.KOLMOGOROV_SMIRNOV)).isEmpty();
    assertThat(drift.find("category", DriftStatistic.KOLMOGOROV_SMIRNOV)).isEmpty();
    assertThat(drift.find(DriftReading.SCORES, DriftStatistic.MISSING_RATE)).isEmpty();
  }

  @Test
  void refusesAWindowThatWasCountedBetweenOtherEdges() {
    double[][] rows = TestColumns.rows(3, 300);
    DriftWindow other = DriftWindow.of(TestColumns.reference(rows));
    assertThatThrownBy(() -> BREAKER.look(other))
        .hasMessageContaining("between other edges than the reference");
  }

  @Test
  void refusesAReferenceThatStandsForMoreThanItHolds() {
    assertThatThrownBy(
            () -> DriftWatch.of(TestColumns.schema(), REFERENCE, ROWS + 1, DriftSettings.BREAKER))
        .hasMessageContaining("stands for 1 to 20000 independent ones");
  }

  @Test
  void spendsTheChanceOfAMonthOnItsLooks() {
    assertThat(FalseAlarms.IN_A_MONTH_OF_MINUTES.perLook()).isCloseTo(0.01 / 43_200, within(1e-15));
    assertThat(FalseAlarms.over(Duration.ofHours(1), Duration.ofDays(1), 0.02).perLook())
        .isEqualTo(0.02);
  }

  @Test
  void findsAsManyRowsAsPeopleWhenAllHaveAsMany() {
    assertThat(EffectiveRows.of(new long[] {7, 7, 9, 9, 9, 7})).isCloseTo(2, within(1e-12));
    assertThat(EffectiveRows.ofCounts(new long[] {1, 1, 1, 0})).isCloseTo(3, within(1e-12));
    assertThat(EffectiveRows.of(new long[0])).isZero();
  }

  private static DriftWindow window(int rows, String shifted, DoubleUnaryOperator shift) {
    double[][] columns = TestColumns.rows(77, rows);
    int column = TestColumns.indexOf(shifted);
    columns[column] = DoubleStream.of(columns[column]).map(shift).toArray();
    return DriftWindow.of(REFERENCE.recount(columns));
  }

  @Test
  void isNotMovedByAHistogramThatHoldsNothing() {
    Map<String, Histogram> empty = new LinkedHashMap<>();
    REFERENCE
        .inputs()
        .forEach((name, histogram) -> empty.put(name, histogram.recount(new double[0])));
    Drift drift =
        BREAKER.look(
            DriftWindow.of(
                new ReferenceHistograms(empty, REFERENCE.scores().recount(new double[0]))));
    assertThat(drift.verdict()).isEqualTo(DriftVerdict.TOO_FEW_ROWS);
    assertThat(Arrays.asList(drift.rows(), Math.round(drift.effectiveRows())))
        .containsExactly(0L, 0L);
  }
}
