package io.surety.watch;

import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Cohort;
import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.ExpectedPerformance;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.RealisedPerformance;
import io.surety.watch.statistics.ScoreBand;
import io.surety.watch.statistics.Worth;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What the outcomes that are known say of a version, measured anew only when they changed.
 *
 * @param of the outcomes that were measured
 * @param whole figures of all of them: what was expected of these loans, and what came true
 * @param parts predicted and realised bad rates by band of the score and by month of the decision,
 *     and the AUC of each month
 */
record OutcomeFigures(List<KnownOutcome> of, List<Measured> whole, List<Measured> parts) {

  static final OutcomeFigures NONE = new OutcomeFigures(List.of(), List.of(), List.of());

  OutcomeFigures {
    of = List.copyOf(of);
    whole = List.copyOf(whole);
    parts = List.copyOf(parts);
  }

  /** These, or new ones where other outcomes are known now. */
  OutcomeFigures asOf(WatchedModel model, List<KnownOutcome> known, Instant now) {
    if (known.equals(of)) {
      return this;
    }
    return known.isEmpty() ? NONE : measure(model, known, now);
  }

  /** The figures of all outcomes, as measured at another moment. */
  List<Measured> wholeAt(Instant now) {
    return whole.stream().map(each -> each.measuredAt(now)).toList();
  }

  private static OutcomeFigures measure(WatchedModel model, List<KnownOutcome> known, Instant now) {
    Instant from =
        known.stream()
            .map(KnownOutcome::knownOn)
            .min(Comparator.naturalOrder())
            .map(OutcomeFigures::midnight)
            .filter(first -> first.isBefore(now))
            .orElse(now);
    Outcomes outcomes = KnownOutcome.columns(known);
    FigureRows whole = new FigureRows(now);
    whole.add(
        "expected",
        from,
        Worth.of(
            ExpectedPerformance.of(
                outcomes.probability(),
                model.decisions(),
                FigureRows.CONFIDENCE,
                FigureRows.SEED)));
    RealisedPerformance realised = RealisedPerformance.of(outcomes);
    whole.add("realised", from, Worth.of(realised));
    Double error = realised.calibrationError();
    if (error != null) {
      whole.add(
          "realised.calibration_error",
          "",
          from,
          outcomes.size(),
          error,
          String.format(
              Locale.ROOT,
              "Predicted and observed bad rates of ten bins of %,d loans are %.4f apart on average.",
              outcomes.size(),
              error));
    }
    return new OutcomeFigures(known, whole.rows(), parts(model, known, outcomes, from, now));
  }

  private static List<Measured> parts(
      WatchedModel model, List<KnownOutcome> known, Outcomes outcomes, Instant from, Instant now) {
    FigureRows parts = new FigureRows(now);
    for (ScoreBand band : RealisedPerformance.bands(outcomes, ScoreBand.edges(model.reference()))) {
      badRate(
          parts,
          "band_bad_rate",
          band.label(),
          from,
          band.badRate(),
          String.format(Locale.ROOT, "with a probability of %.4f to %.4f", band.from(), band.to()));
    }
    List<YearMonth> months = new ArrayList<>();
    known.forEach(loan -> months.add(YearMonth.from(loan.moment().atZone(ZoneOffset.UTC))));
    for (Cohort cohort : RealisedPerformance.cohorts(outcomes, months)) {
      String month = cohort.month().toString();
      badRate(parts, "cohort_bad_rate", month, from, cohort.badRate(), "decided in " + month);
      Estimated auc = cohort.auc();
      if (auc != null) {
        int loans = cohort.badRate().loans();
        parts.add(
            "realised.cohort_auc",
            month,
            from,
            loans,
            auc,
            String.format(
                Locale.ROOT,
                "The realised AUC of %,d loans decided in %s is %.4f (%.4f to %.4f).",
                loans,
                month,
                auc.value(),
                auc.interval().lower(),
                auc.interval().upper()));
      }
    }
    return parts.rows();
  }

  private static void badRate(
      FigureRows parts, String figure, String subject, Instant from, BadRate rate, String which) {
    String sentence =
        String.format(
            Locale.ROOT,
            "Of %,d loans %s %.2f %% were not paid on time where %.2f %% were predicted, %s.",
            rate.loans(),
            which,
            100 * rate.observed(),
            100 * rate.predicted(),
            rate.isAsPredicted() ? "which luck explains" : "more than luck explains");
    parts.add("expected." + figure, subject, from, rate.loans(), rate.predicted(), sentence);
    parts.add(
        "realised." + figure,
        subject,
        from,
        rate.loans(),
        new Estimated(rate.observed(), rate.interval()),
        sentence);
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
