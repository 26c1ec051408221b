package io.surety.watch;

import io.surety.watch.statistics.AreaUnderCurve;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Calibration;
import io.surety.watch.statistics.DriftReading;
import io.surety.watch.statistics.DriftVerdict;
import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.ExpectedPerformance;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.People;
import io.surety.watch.statistics.Ranking;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a look measured, beside what its rules say: drift, estimates, and what came true of them.
 */
final class Figures {

  private static final double CONFIDENCE = 0.95;
  private static final long SEED = 20260101;

  private final Instant now;
  private final List<Measured> measured = new ArrayList<>();

  private Figures(Instant now) {
    this.now = now;
  }

  static List<Measured> of(WatchedModel model, Evidence evidence, Judgement judgement) {
    Figures figures = new Figures(evidence.now());
    judgement.findings().forEach(figures::add);
    Instant from = evidence.from(LogWindows.ofInputs(model.policy()));
    Answers answers = evidence.answers().since(from);
    judgement.drift().readings().forEach(reading -> figures.add(reading, answers.from()));
    if (answers.size() > 0) {
      ExpectedPerformance of =
          ExpectedPerformance.of(answers.probabilities(), model.decisions(), CONFIDENCE, SEED);
      figures.add("estimated", answers.from(), of);
    }
    if (!evidence.outcomes().isEmpty()) {
      figures.realised(model, evidence.outcomes());
    }
    return figures.measured;
  }

  private void add(Finding finding) {
    measured.add(
        new Measured(
            finding.rule().rule().toString(),
            finding.subject(),
            now,
            earlier(finding.from()),
            finding.rows(),
            finding.value(),
            null,
            null,
            finding.cut(),
            finding.verdict(),
            finding.sentence()));
  }

  private void add(DriftReading reading, Instant from) {
    boolean judged = reading.verdict() != DriftVerdict.TOO_FEW_ROWS;
    measured.add(
        new Measured(
            "drift." + reading.statistic().name().toLowerCase(Locale.ROOT),
            reading.subject(),
            now,
            earlier(from),
            reading.rows(),
            judged ? (Double) reading.value() : null,
            null,
            null,
            reading.cut(),
            null,
            reading.sentence()));
  }

  private void add(String kind, Instant from, ExpectedPerformance of) {
    add(kind + ".auc", "AUC", from, of.loans(), of.auc());
    add(kind + ".bad_rate", "bad rate", from, of.loans(), of.badRate());
  }

  private void realised(WatchedModel model, List<KnownOutcome> known) {
    Instant from =
        known.stream()
            .map(KnownOutcome::knownOn)
            .min(Comparator.naturalOrder())
            .map(Figures::midnight)
            .orElse(now);
    Outcomes outcomes = KnownOutcome.columns(known);
    add(
        "expected",
        from,
        ExpectedPerformance.of(outcomes.probability(), model.decisions(), CONFIDENCE, SEED));
    BadRate rate = BadRate.of(outcomes, CONFIDENCE);
    add(
        "realised.bad_rate",
        "bad rate",
        from,
        rate.loans(),
        new Estimated(rate.observed(), rate.interval()));
    People people = People.of(outcomes.person(), outcomes.label());
    add(
        "realised.auc",
        "AUC",
        from,
        rate.loans(),
        AreaUnderCurve.of(outcomes.probability(), outcomes.label(), people)
            .map(area -> area.estimated(CONFIDENCE))
            .orElse(null));
    calibration(outcomes, from);
  }

  private void calibration(Outcomes outcomes, Instant from) {
    Double error =
        Calibration.error(Calibration.bins(Ranking.of(outcomes.probability(), outcomes.label())));
    if (error == null) {
      return;
    }
    measured.add(
        new Measured(
            "realised.calibration_error",
            "",
            now,
            earlier(from),
            outcomes.size(),
            error,
            null,
            null,
            null,
            null,
            String.format(
                Locale.ROOT,
                "Predicted and observed bad rates of ten bins of %,d loans are %.4f apart on average.",
                outcomes.size(),
                error)));
  }

  private void add(
      String figure, String words, Instant from, long rows, @Nullable Estimated estimated) {
    if (estimated == null) {
      return;
    }
    String kind = figure.substring(0, figure.indexOf('.'));
    measured.add(
        new Measured(
            figure,
            "",
            now,
            earlier(from),
            rows,
            estimated.value(),
            estimated.interval().lower(),
            estimated.interval().upper(),
            null,
            null,
            String.format(
                Locale.ROOT,
                "The %s %s of %,d loans is %.4f (%.4f to %.4f).",
                kind,
                words,
                rows,
                estimated.value(),
                estimated.interval().lower(),
                estimated.interval().upper())));
  }

  private Instant earlier(Instant from) {
    return from.isAfter(now) ? now : from;
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
