package io.surety.terminal;

import io.surety.bundle.Histogram;
import io.surety.bundle.WatchRule;
import io.surety.predictionlog.AsyncProcess;
import io.surety.report.Work;
import io.surety.watch.Measured;
import io.surety.watch.Measurements.TrendPoint;
import io.surety.watch.RuleVerdict;
import io.surety.watch.Watched;
import io.surety.watch.health.Freshness;
import io.surety.watch.health.FreshnessSlot;
import io.surety.watch.health.InputHealth;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.ServiceSpan;
import io.surety.watch.health.TrafficSlot;
import io.surety.watch.health.WeekHealth;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Cohort;
import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.ScoreBand;
import io.surety.watch.statistics.Worth;
import io.surety.watch.statistics.WorthFigure;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How served versions are, for programs: all figures of the page. */
final class HealthJson {

  private HealthJson() {}

  static ArrayNode of(List<ModelHealth> all, List<Work> work, List<AsyncProcess> lost) {
    ArrayNode array = Evidence.JSON.createArrayNode();
    for (ModelHealth health : all) {
      ObjectNode version = array.addObject();
      stands(version, health);
      measured(version.putArray("figures"), health.measured());
      rules(version.putArray("rules"), health);
      service(version.putArray("service"), health);
      weeks(version.putArray("weeks"), health);
      calibration(version.putObject("calibration"), health);
      drift(version.putObject("drift"), health);
      traffic(version.putObject("traffic"), health);
      freshness(version.putObject("freshness"), health.freshness());
      consistency(version, health);
      RecordedWork.fill(version.putArray("work"), work);
      LostDecisions.fill(version.putArray("lost"), lost);
    }
    return array;
  }

  private static void stands(ObjectNode version, ModelHealth health) {
    Watched watched = health.watched();
    version
        .put("model", watched.version().name())
        .put("version", watched.version().number())
        .put("alias", watched.alias().name())
        .put("breaker", watched.state().written())
        .put("since", watched.since().toString())
        .put("answered_by", watched.answeredBy().map(each -> each.number()).orElse(null))
        .put("instead_of", watched.insteadOf().map(each -> each.number()).orElse(null))
        .put("broken", health.isBroken())
        .put("told_from", health.period().since().toString())
        .put("told_until", health.period().until().toString())
        .put("log_share", health.logShare());
    NextTrials.of(watched, health.rules()).ifPresent(waiting -> waiting.fill(version));
    health
        .look()
        .ifPresent(look ->
            version
                .putObject("look")
                .put("at", look.at().toString())
                .put("by", look.by())
                .put("took_micros", look.took().toNanos() / 1_000)
                .put("answers", look.rows())
                .put("outcomes", look.outcomes()));
  }

  private static void measured(ArrayNode figures, List<Measured> all) {
    for (Measured measured : all) {
      RuleVerdict verdict = measured.verdict();
      figures
          .addObject()
          .put("figure", measured.figure())
          .put("subject", measured.subject())
          .put("at", measured.at().toString())
          .put("from", measured.from().toString())
          .put("rows", measured.rows())
          .put("value", measured.value())
          .put("lower", measured.lower())
          .put("upper", measured.upper())
          .put("cut", measured.cut())
          .put("verdict", verdict == null ? null : verdict.toString())
          .put("sentence", measured.sentence());
    }
  }

  private static void rules(ArrayNode rules, ModelHealth health) {
    for (WatchRule rule : health.rules().rules()) {
      rules
          .addObject()
          .put("rule", rule.rule().toString())
          .put("window", rule.window().toString())
          .put("sample", rule.sample())
          .put("cut", rule.cut())
          .put("then", rule.then().toString());
    }
  }

  private static void service(ArrayNode spans, ModelHealth health) {
    for (ServiceSpan span : health.service()) {
      spans
          .addObject()
          .put("from", span.from().toString())
          .put("until", span.until().map(Object::toString).orElse(null))
          .put("version", span.version().number())
          .put("breaker", span.breaker().written())
          .put("answered_by", span.answeredBy().map(each -> each.number()).orElse(null))
          .put("decision", span.decision())
          .put("automatic", span.automatic())
          .put("reason", span.reason());
    }
  }

  private static void weeks(ArrayNode weeks, ModelHealth health) {
    for (WeekHealth each : health.weeks()) {
      ObjectNode week =
          weeks
              .addObject()
              .put("from", each.monday().toString())
              .put("answers", each.answers())
              .put("known", each.known());
      worth(week, "estimated", each.estimated());
      worth(week, "expected", each.expected());
      worth(week, "realised", each.realised());
      for (WorthFigure figure : WorthFigure.values()) {
        estimated(week, figure.written() + "_gap", each.gap(figure));
      }
    }
  }

  private static void worth(ObjectNode week, String name, @Nullable Worth worth) {
    if (worth == null) {
      week.putNull(name);
      return;
    }
    ObjectNode object = week.putObject(name).put("loans", worth.loans());
    for (WorthFigure figure : WorthFigure.values()) {
      estimated(object, figure.written(), worth.figure(figure));
    }
  }

  private static void estimated(ObjectNode object, String name, @Nullable Estimated figure) {
    if (figure == null) {
      object.putNull(name);
      return;
    }
    object
        .putObject(name)
        .put("value", figure.value())
        .put("lower", figure.interval().lower())
        .put("upper", figure.interval().upper());
  }

  private static void calibration(ObjectNode calibration, ModelHealth health) {
    calibration.put("share", health.calibration().share());
    BadRate all = health.calibration().all();
    if (all == null) {
      calibration.putNull("all");
    } else {
      badRate(calibration.putObject("all"), all);
    }
    ArrayNode bands = calibration.putArray("bands");
    for (ScoreBand band : health.calibration().bands()) {
      badRate(bands.addObject().put("from", band.from()).put("to", band.to()), band.badRate());
    }
    ArrayNode cohorts = calibration.putArray("cohorts");
    for (Cohort cohort : health.calibration().cohorts()) {
      ObjectNode object = cohorts.addObject().put("month", cohort.month().toString());
      badRate(object, cohort.badRate());
      estimated(object, "auc", cohort.auc());
    }
  }

  private static void badRate(ObjectNode object, BadRate rate) {
    object
        .put("loans", rate.loans())
        .put("bad", rate.bad())
        .put("predicted", rate.predicted())
        .put("realised", rate.observed())
        .put("lower", rate.interval().lower())
        .put("upper", rate.interval().upper());
  }

  private static void drift(ObjectNode drift, ModelHealth health) {
    drift
        .put("from", health.window().toString())
        .put("until", health.windowEnd().toString())
        .put("of", health.windowOf().toString())
        .put("rows", health.windowRows());
    ArrayNode scores = drift.putArray("scores_by_hundredth");
    health.scores().forEach(scores::add);
    ArrayNode inputs = drift.putArray("inputs");
    for (InputHealth input : health.inputs()) {
      ObjectNode object =
          inputs.addObject().put("name", input.name()).put("shifted", input.isShifted());
      measured(object.putArray("readings"), input.readings());
      histogram(object.putObject("reference"), input.reference());
      histogram(object.putObject("current"), input.current());
      ArrayNode trend = object.putArray("psi_trend");
      for (TrendPoint point : input.trend()) {
        trend
            .addObject()
            .put("at", point.at().toString())
            .put("value", point.value())
            .put("cut", point.cut());
      }
    }
  }

  private static void histogram(ObjectNode object, Histogram histogram) {
    ArrayNode edges = object.putArray("edges");
    histogram.edges().forEach(edges::add);
    ArrayNode counts = object.putArray("counts");
    histogram.counts().forEach(counts::add);
    object.put("missing", histogram.missing());
  }

  private static void traffic(ObjectNode traffic, ModelHealth health) {
    traffic.put("slot", health.period().slot().toString());
    ArrayNode slots = traffic.putArray("slots");
    for (TrafficSlot slot : health.traffic()) {
      slots
          .addObject()
          .put("from", slot.from().toString())
          .put("answered", slot.answered())
          .put("failed", slot.failed())
          .put("dependency_failed", slot.dependencyFailed())
          .put("unknown_categories", slot.unknown())
          .put("approve", slot.approved())
          .put("refer", slot.referred())
          .put("decline", slot.declined())
          .put("by_fallback", slot.byFallback())
          .put("by_policy", slot.byPolicy())
          .put("p50_millis", slot.half())
          .put("p99_millis", slot.slow());
    }
    ObjectNode unknown = traffic.putObject("unknown_categories");
    new TreeMap<>(health.unknownCategories()).forEach(unknown::put);
  }

  private static void freshness(ObjectNode object, Freshness freshness) {
    object
        .put("newest_load", freshness.newestLoad().map(Object::toString).orElse(null))
        .put("p50_hours", freshness.halfHours())
        .put("p99_hours", freshness.slowHours());
    ArrayNode edges = object.putArray("edges_hours");
    Freshness.EDGES.forEach(edges::add);
    ArrayNode counts = object.putArray("counts");
    freshness.counts().forEach(counts::add);
    ArrayNode slots = object.putArray("slots");
    for (FreshnessSlot slot : freshness.slots()) {
      slots
          .addObject()
          .put("from", slot.from().toString())
          .put("p50_hours", slot.halfHours())
          .put("p99_hours", slot.slowHours())
          .put("newest_load_hours", slot.loadHours());
    }
  }

  private static void consistency(ObjectNode version, ModelHealth health) {
    if (health.consistency().isEmpty()) {
      version.putNull("consistency");
      return;
    }
    var check = health.consistency().get();
    ObjectNode object =
        version
            .putObject("consistency")
            .put("at", check.at().toString())
            .put("from", check.from().toString())
            .put("until", check.until().toString())
            .put("sample", check.sample())
            .put("compared", check.compared())
            .put("differing", check.differing());
    ObjectNode features = object.putObject("features");
    new TreeMap<>(check.features()).forEach(features::put);
  }
}
