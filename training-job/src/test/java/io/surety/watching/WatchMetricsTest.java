package io.surety.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.surety.bundle.Consequence;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.predictionlog.ConsistencyChecks;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.testing.ExampleFile;
import io.surety.watch.BreakerMove;
import io.surety.watch.Evaluator;
import io.surety.watch.Events;
import io.surety.watch.Finding;
import io.surety.watch.Measured;
import io.surety.watch.RuleVerdict;
import io.surety.watch.VersionLook;
import io.surety.watch.Watched;
import io.surety.watch.statistics.Drift;
import io.surety.watch.statistics.DriftReading;
import io.surety.watch.statistics.DriftStatistic;
import io.surety.watch.statistics.DriftVerdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchMetricsTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Labels VERSION =
      Labels.of("alias", "champion", "model", "loan-risk", "version", "3");
  private static final Watched WATCHED =
      new Watched(
          new ModelVersion("loan-risk", 3),
          Alias.CHAMPION,
          "0".repeat(64),
          BreakerState.HALF_OPEN,
          NOW,
          false,
          List.of(),
          false,
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  private static final DataState DATA =
      new DataState(
          Optional.of(NOW.minusSeconds(7_200)),
          Optional.of(new ConsistencyChecks.Kept(new UUID(0, 1), NOW.minusSeconds(60), NOW, 90, 2)),
          new Events.Backlog(4, NOW),
          new MissingDecisions(2, 7, 20_007));

  private final Known known = new Known(Optional.of(DATA));
  private final WatchMetrics metrics =
      new WatchMetrics(Clock.fixed(NOW.plusSeconds(25), ZoneOffset.UTC), EVERY, known);

  private record Known(Optional<DataState> last) implements KnownData {

    @Override
    public long taken() {
      return 8;
    }

    @Override
    public long failed() {
      return 1;
    }
  }

  @Test
  void tellsWhatRulesAndDashboardAskForAndNothingThatTheListDoesNotName() {
    look(finding(RuleVerdict.BROKEN, 0.4), all());
    assertThat(names())
        .isEqualTo(new TreeSet<>(ExampleFile.read("metrics/watch.txt").lines().toList()));
  }

  @Test
  void standingByTellsOnlyThatAndHowTheDataStands() {
    metrics.standsBy();
    assertThat(value("surety_watch_leader", Labels.EMPTY)).isZero();
    assertThat(value("surety_newest_load_timestamp_seconds", Labels.EMPTY))
        .isEqualTo((double) NOW.minusSeconds(7_200).getEpochSecond());
    assertThat(value("surety_audit_silent_processes", Labels.EMPTY)).isEqualTo(2);
    assertThat(value("surety_audit_missing_least", Labels.EMPTY)).isEqualTo(7);
    assertThat(value("surety_audit_missing_most", Labels.EMPTY)).isEqualTo(20_007);
    assertThat(names())
        .contains("surety_webhook_backlog", "surety_watch_interval_seconds")
        .noneMatch(name -> name.matches("surety_watch_(look_age|breaker|rule|auc|rows).*"));
  }

  @Test
  void forgetsWhatItSawWhenAnotherLooks() {
    look(finding(RuleVerdict.HELD, 0.1), all());
    metrics.leading(false);
    assertThat(names()).doesNotContain("surety_watch_breaker", "surety_watch_look_age_seconds");
  }

  @Test
  void countsTheTimeSinceItsElectionWhileItHasNotLooked() {
    WatchMetrics late =
        new WatchMetrics(
            new Clock() {
              private Instant next = NOW;

              @Override
              public Instant instant() {
                Instant now = next;
                next = next.plusSeconds(300);
                return now;
              }

              @Override
              public ZoneOffset getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }
            },
            EVERY,
            known);
    late.leading(true);
    assertThat(value(late, "surety_watch_look_age_seconds", Labels.EMPTY)).isEqualTo(300);
  }

  @Test
  void tellsRealisedLessExpectedOfTheSameLoans() {
    look(finding(RuleVerdict.HELD, 0.1), all());
    assertThat(value("surety_watch_auc", VERSION.add("of", "estimated"))).isEqualTo(0.75);
    assertThat(value("surety_watch_auc_gap", VERSION)).isCloseTo(-0.08, within(1e-12));
    assertThat(value("surety_watch_bad_rate_gap", VERSION)).isCloseTo(0.03, within(1e-12));
    assertThat(value("surety_watch_auc_bound", VERSION.add("of", "realised").add("bound", "lower")))
        .isCloseTo(0.59, within(1e-12));
    assertThat(value("surety_watch_calibration_error", VERSION)).isEqualTo(0.02);
  }

  @Test
  void tellsKsAndBrierScoreBeforeAndAfter() {
    look(finding(RuleVerdict.HELD, 0.1), all());
    assertThat(value("surety_watch_ks", VERSION.add("of", "estimated"))).isEqualTo(0.41);
    assertThat(value("surety_watch_ks", VERSION.add("of", "realised"))).isEqualTo(0.28);
    assertThat(value("surety_watch_ks_gap", VERSION)).isCloseTo(-0.12, within(1e-12));
    assertThat(value("surety_watch_brier_gap", VERSION)).isCloseTo(0.02, within(1e-12));
    assertThat(
            value("surety_watch_brier_bound", VERSION.add("of", "realised").add("bound", "upper")))
        .isCloseTo(0.18, within(1e-12));
  }

  @Test
  void tellsOfEachBandWhatWasPredictedAndWhatCameTrue() {
    look(finding(RuleVerdict.HELD, 0.1), all());
    Labels band = VERSION.add("band", "01: 0.0000 to 0.0512");
    String name = "surety_watch_band_bad_rate";
    assertThat(value(name, band.add("of", "expected"))).isEqualTo(0.03);
    assertThat(value(name, band.add("of", "realised"))).isEqualTo(0.07);
    assertThat(value(name + "_bound", band.add("of", "realised").add("bound", "lower")))
        .isCloseTo(0.02, within(1e-12));
    Labels month = VERSION.add("month", "2026-01").add("of", "realised");
    assertThat(value("surety_watch_cohort_bad_rate", month)).isEqualTo(0.14);
    assertThat(value("surety_watch_cohort_auc", month)).isEqualTo(0.66);
  }

  @Test
  void tellsOfTheNewestTwelveMonthsAlone() {
    List<Measured> months =
        IntStream.range(0, 30)
            .mapToObj(month -> YearMonth.of(2023, 5).plusMonths(month).toString())
            .map(month -> measured("realised.cohort_bad_rate", month, 0.1, null))
            .toList();
    look(finding(RuleVerdict.HELD, 0.1), months);
    assertThat(labels("surety_watch_cohort_bad_rate", "month"))
        .hasSize(12)
        .contains("2024-11", "2025-10")
        .doesNotContain("2024-10");
  }

  private Set<@Nullable String> labels(String name, String label) {
    return metrics.collect().stream()
        .filter(each -> each.getMetadata().getPrometheusName().equals(name))
        .flatMap(each -> each.getDataPoints().stream())
        .map(point -> point.getLabels().get(label))
        .collect(Collectors.toSet());
  }

  @Test
  void tellsNoGapBeforeOutcomesAreKnown() {
    look(finding(RuleVerdict.HELD, 0.1), List.of(measured("estimated.auc", "", 0.75, null)));
    assertThat(names())
        .contains("surety_watch_auc")
        .doesNotContain("surety_watch_auc_gap", "surety_watch_calibration_error");
  }

  @Test
  void tellsTheDriftOfEachInputBesideItsCut() {
    look(finding(RuleVerdict.HELD, 0.1), all());
    Labels age = VERSION.add("statistic", "population_stability").add("subject", "age");
    assertThat(value("surety_watch_drift", age)).isEqualTo(0.31);
    assertThat(value("surety_watch_drift_cut", age)).isEqualTo(0.25);
    assertThat(value("surety_watch_drift_alert_cut", age))
        .as("what the usual 0.10 says, as luck explains less")
        .isEqualTo(0.10);
    Labels scores =
        VERSION.add("statistic", "kolmogorov_smirnov").add("subject", DriftReading.SCORES);
    assertThat(value("surety_watch_drift_alert_cut", scores))
        .as("what luck explains in so small a window")
        .isEqualTo(0.22);
  }

  @Test
  void tellsNoDriftThatCouldNotBeJudged() {
    DriftReading unjudged =
        reading(
            "age", DriftStatistic.POPULATION_STABILITY, 0.9, 0.4, 0.25, DriftVerdict.TOO_FEW_ROWS);
    look(finding(RuleVerdict.HELD, 0.1), all(), unjudged);
    assertThat(names()).noneMatch(name -> name.startsWith("surety_watch_drift"));
  }

  @Test
  void saysOfARuleThatItIsBrokenAndWhatFollowsButNothingWhereThereIsTooLittle() {
    look(finding(RuleVerdict.BROKEN, 0.4), List.of());
    Labels rule = VERSION.add("rule", "input_drift");
    assertThat(value("surety_watch_rule_broken", rule.add("then", "open"))).isEqualTo(1);
    assertThat(value("surety_watch_figure", rule.add("subject", "age"))).isEqualTo(0.4);
    assertThat(value("surety_watch_cut", rule.add("subject", "age"))).isEqualTo(0.25);
    assertThat(value("surety_watch_breaker", VERSION.add("state", "half-open"))).isEqualTo(1);
    assertThat(value("surety_watch_breaker", VERSION.add("state", "open"))).isZero();

    look(finding(RuleVerdict.TOO_FEW, null), List.of());
    assertThat(names()).doesNotContain("surety_watch_rule_broken", "surety_watch_figure");
  }

  @Test
  void leavesOutWhatCouldNotBeRead() {
    WatchMetrics blind =
        new WatchMetrics(Clock.fixed(NOW, ZoneOffset.UTC), EVERY, new Known(Optional.empty()));
    assertThat(names(blind))
        .contains("surety_watch_readings_total")
        .noneMatch(name -> name.matches("surety_(newest|consistency|webhook_backlog).*"));
  }

  private void look(Finding finding, List<Measured> measured) {
    look(
        finding,
        measured,
        reading("age", DriftStatistic.POPULATION_STABILITY, 0.31, 0.06, 0.25, DriftVerdict.DRIFTED),
        reading(
            DriftReading.SCORES,
            DriftStatistic.KOLMOGOROV_SMIRNOV,
            0.04,
            0.22,
            0.20,
            DriftVerdict.STABLE));
  }

  private static DriftReading reading(
      String subject,
      DriftStatistic statistic,
      double value,
      double chance,
      double cut,
      DriftVerdict verdict) {
    return new DriftReading(subject, statistic, value, chance, cut, 1_000, 900, verdict);
  }

  private void look(Finding finding, List<Measured> measured, DriftReading... readings) {
    metrics.leading(true);
    VersionLook look =
        new VersionLook(
            WATCHED,
            NOW,
            List.of(finding),
            new Drift(1_000, 900, List.of(readings)),
            measured,
            1_000,
            200,
            new BreakerMove.Stay(),
            Optional.empty(),
            Duration.ofMillis(40));
    metrics.looked(new Evaluator.Looks(List.of(look), List.of()), Duration.ofMillis(50));
  }

  private static Finding finding(RuleVerdict verdict, @Nullable Double value) {
    return new Finding(
        new WatchRule(WatchedFigure.INPUT_DRIFT, Duration.ofDays(1), 600, 0.25, Consequence.OPEN),
        "age",
        NOW,
        1_000,
        value,
        0.25,
        verdict,
        "It moved.");
  }

  private static List<Measured> all() {
    return List.of(
        measured("estimated.auc", "", 0.75, null),
        measured("expected.auc", "", 0.72, null),
        measured("realised.auc", "", 0.64, null),
        measured("estimated.bad_rate", "", 0.11, null),
        measured("expected.bad_rate", "", 0.12, null),
        measured("realised.bad_rate", "", 0.15, null),
        measured("realised.calibration_error", "", 0.02, null),
        measured("estimated.ks", "", 0.41, null),
        measured("expected.ks", "", 0.40, null),
        measured("realised.ks", "", 0.28, null),
        measured("estimated.brier", "", 0.10, null),
        measured("expected.brier", "", 0.11, null),
        measured("realised.brier", "", 0.13, null),
        measured("expected.band_bad_rate", "01: 0.0000 to 0.0512", 0.03, null),
        measured("realised.band_bad_rate", "01: 0.0000 to 0.0512", 0.07, null),
        measured("expected.cohort_bad_rate", "2026-01", 0.11, null),
        measured("realised.cohort_bad_rate", "2026-01", 0.14, null),
        measured("realised.cohort_auc", "2026-01", 0.66, null));
  }

  private static Measured measured(
      String figure, String subject, double value, @Nullable Double cut) {
    boolean performance = cut == null && !figure.endsWith("error");
    return new Measured(
        figure,
        subject,
        NOW,
        NOW,
        1_000,
        value,
        performance ? (Double) (value - 0.05) : null,
        performance ? (Double) (value + 0.05) : null,
        cut,
        null,
        "It is so.");
  }

  private Set<String> names() {
    return names(metrics);
  }

  /** As Prometheus stores them. */
  private static Set<String> names(WatchMetrics of) {
    Set<String> names = new TreeSet<>();
    for (MetricSnapshot each : of.collect()) {
      String name = each.getMetadata().getPrometheusName();
      names.add(each instanceof CounterSnapshot ? name + "_total" : name);
    }
    return names;
  }

  private double value(String name, Labels labels) {
    return value(metrics, name, labels);
  }

  private static double value(WatchMetrics of, String name, Labels labels) {
    return of.collect().stream()
        .filter(each -> each.getMetadata().getPrometheusName().equals(name))
        .map(GaugeSnapshot.class::cast)
        .flatMap(each -> each.getDataPoints().stream())
        .filter(point -> point.getLabels().equals(labels))
        .mapToDouble(GaugeDataPointSnapshot::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no %s of %s.".formatted(name, labels)));
  }
}
