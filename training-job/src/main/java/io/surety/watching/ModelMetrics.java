package io.surety.watching;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.surety.registry.BreakerState;
import io.surety.watch.Finding;
import io.surety.watch.Measured;
import io.surety.watch.RuleVerdict;
import io.surety.watch.VersionLook;
import io.surety.watch.statistics.DriftReading;
import io.surety.watch.statistics.DriftVerdict;
import io.surety.watch.statistics.EffectFloors;
import io.surety.watch.statistics.WorthFigure;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one look saw of the watched versions, as Prometheus reads it: how breakers and rules stand,
 * and what was measured. Whatever there was too little to measure by is absent.
 */
final class ModelMetrics {

  private static final String BREAKER = "surety_watch_breaker";
  private static final String ROWS = "surety_watch_rows";
  private static final String FIGURE = "surety_watch_figure";
  private static final String CUT = "surety_watch_cut";
  private static final String BROKEN = "surety_watch_rule_broken";
  private static final String DRIFT = "surety_watch_drift";
  private static final String DRIFT_CUT = "surety_watch_drift_cut";
  private static final String DRIFT_ALERT = "surety_watch_drift_alert_cut";
  private static final String CALIBRATION = "surety_watch_calibration_error";
  private static final String BANDS = "surety_watch_band_bad_rate";
  private static final String COHORTS = "surety_watch_cohort_bad_rate";
  private static final String COHORT_AUC = "surety_watch_cohort_auc";
  private static final List<String> KINDS = List.of("estimated", "expected", "realised");

  /** Each month is a series of its own for as long as it is told, so not all of them are. */
  private static final int MOST_MONTHS = 12;

  private final Gauges gauges = new Gauges();

  private ModelMetrics() {
    gauges.declare(BREAKER, "1 for the state in which a version's breaker stands.");
    gauges.declare(ROWS, "Answers and outcomes that the last look went by.");
    gauges.declare(FIGURE, "What a rule watches, as it was measured last.");
    gauges.declare(CUT, "What the figure of a rule is held against.");
    gauges.declare(BROKEN, "1 where broken; absent where there is too little to say.");
    gauges.declare(DRIFT, "How far an input, or the scores, moved away from the reference.");
    gauges.declare(DRIFT_CUT, "Above this a drift is large, and luck does not explain it.");
    gauges.declare(
        DRIFT_ALERT, "Above this a drift is worth a look, and luck does not explain it.");
    for (WorthFigure figure : WorthFigure.values()) {
      String words =
          figure.words().substring(0, 1).toUpperCase(Locale.ROOT) + figure.words().substring(1);
      gauges.declare(
          named(figure),
          words
              + " estimated of today's answers, expected of those whose outcome is known, and realised by it.");
      gauges.declare(named(figure) + "_bound", "Ends of the 95 % interval of it.");
      gauges.declare(named(figure) + "_gap", words + " realised less expected, of the same loans.");
    }
    gauges.declare(
        CALIBRATION, "Mean distance of predicted and observed bad rates over ten bins of loans.");
    gauges.declare(BANDS, "Bad rate expected and realised of the loans in a band of the score.");
    gauges.declare(BANDS + "_bound", "Ends of the 95 % interval of what was realised of it.");
    gauges.declare(
        COHORTS,
        "Bad rate expected and realised of the loans decided in a month, of the newest twelve.");
    gauges.declare(COHORTS + "_bound", "Ends of the 95 % interval of what was realised of it.");
    gauges.declare(
        COHORT_AUC, "Realised AUC of the loans decided in a month, of the newest twelve.");
    gauges.declare(COHORT_AUC + "_bound", "Ends of the 95 % interval of it.");
  }

  static List<MetricSnapshot> of(List<VersionLook> looks) {
    ModelMetrics metrics = new ModelMetrics();
    looks.forEach(metrics::add);
    return metrics.gauges.snapshots();
  }

  private void add(VersionLook look) {
    Labels version =
        Labels.of(
            "model", look.watched().version().name(),
            "version", String.valueOf(look.watched().version().number()),
            "alias", look.watched().alias().name());
    for (BreakerState state : BreakerState.values()) {
      gauges.point(
          BREAKER, state == look.watched().state() ? 1 : 0, version.add("state", state.written()));
    }
    gauges.point(ROWS, look.answers(), version.add("of", "answers"));
    gauges.point(ROWS, look.outcomes(), version.add("of", "outcomes"));
    look.findings().forEach(finding -> add(finding, version));
    look.drift().readings().forEach(reading -> addDrift(reading, version));
    for (WorthFigure figure : WorthFigure.values()) {
      addWorth(figure, look.measured(), version);
    }
    addParts(look.measured(), version);
    value(look.measured(), "realised.calibration_error")
        .ifPresent(error -> gauges.point(CALIBRATION, error, version));
  }

  private void add(Finding finding, Labels version) {
    Labels rule = version.add("rule", finding.rule().rule().toString());
    Double value = finding.value();
    if (value != null) {
      Labels subject = rule.add("subject", finding.subject());
      gauges.point(FIGURE, value, subject);
      gauges.point(CUT, finding.cut(), subject);
    }
    if (finding.verdict() != RuleVerdict.TOO_FEW) {
      gauges.point(
          BROKEN, finding.isBroken() ? 1 : 0, rule.add("then", finding.rule().then().toString()));
    }
  }

  /** All of one look: a value beside the cuts of its own window, which know how large that is. */
  private void addDrift(DriftReading reading, Labels version) {
    if (reading.verdict() == DriftVerdict.TOO_FEW_ROWS) {
      return;
    }
    Labels subject =
        version
            .add("statistic", reading.statistic().name().toLowerCase(Locale.ROOT))
            .add("subject", reading.subject());
    gauges.point(DRIFT, reading.value(), subject);
    gauges.point(DRIFT_CUT, reading.cut(), subject);
    gauges.point(
        DRIFT_ALERT,
        Math.max(reading.chance(), EffectFloors.MODERATE.of(reading.statistic())),
        subject);
  }

  private void addWorth(WorthFigure figure, List<Measured> all, Labels version) {
    for (String kind : KINDS) {
      find(all, kind + "." + figure.written())
          .ifPresent(measured -> points(named(figure), measured, version.add("of", kind)));
    }
    Optional<Double> expected = value(all, "expected." + figure.written());
    value(all, "realised." + figure.written())
        .ifPresent(realised ->
            expected.ifPresent(
                before -> gauges.point(named(figure) + "_gap", realised - before, version)));
  }

  private void addParts(List<Measured> all, Labels version) {
    Set<String> months =
        all.stream()
            .filter(each -> each.figure().equals("realised.cohort_bad_rate"))
            .map(Measured::subject)
            .sorted(Comparator.reverseOrder())
            .limit(MOST_MONTHS)
            .collect(Collectors.toSet());
    for (Measured each : all) {
      String figure = each.figure();
      int point = figure.indexOf('.');
      if (point > 0 && (!figure.contains(".cohort_") || months.contains(each.subject()))) {
        Labels of = version.add("of", figure.substring(0, point));
        switch (figure.substring(point + 1)) {
          case "band_bad_rate" -> points(BANDS, each, of.add("band", each.subject()));
          case "cohort_bad_rate" -> points(COHORTS, each, of.add("month", each.subject()));
          case "cohort_auc" -> points(COHORT_AUC, each, of.add("month", each.subject()));
          default -> {}
        }
      }
    }
  }

  private void points(String name, Measured measured, Labels of) {
    point(name, measured.value(), of);
    point(name + "_bound", measured.lower(), of.add("bound", "lower"));
    point(name + "_bound", measured.upper(), of.add("bound", "upper"));
  }

  private void point(String name, @Nullable Double value, Labels labels) {
    if (value != null) {
      gauges.point(name, value, labels);
    }
  }

  private static String named(WorthFigure figure) {
    return "surety_watch_" + figure.written();
  }

  private static Optional<Measured> find(List<Measured> all, String figure) {
    return all.stream().filter(each -> each.figure().equals(figure)).findFirst();
  }

  private static Optional<Double> value(List<Measured> all, String figure) {
    return find(all, figure).map(Measured::value);
  }
}
