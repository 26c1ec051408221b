package io.surety.watch;

import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.watch.statistics.Drift;
import io.surety.watch.statistics.DriftReading;
import io.surety.watch.statistics.DriftStatistic;
import io.surety.watch.statistics.DriftVerdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges whether answers still come from where the reference came from. Of one look. */
final class DriftRules {

  private final WatchedModel model;
  private final Evidence evidence;
  private final Map<Instant, Drift> looked = new HashMap<>();

  DriftRules(WatchedModel model, Evidence evidence) {
    this.model = model;
    this.evidence = evidence;
  }

  /** Judges one of the three rules about drift. */
  Finding judge(WatchRule rule) {
    Instant from = evidence.from(rule);
    String what =
        switch (rule.rule()) {
          case SCORE_DRIFT -> "The drift of the scores";
          case MISSING_RATE -> "The share of missing values";
          default -> "The drift of inputs";
        };
    long rows = evidence.answers().since(from).size();
    if (rows < rule.sample()) {
      return Finding.tooFew(rule, from, rows, Words.tooFew(what, rows, rule.sample(), "answers"));
    }
    List<DriftReading> readings =
        drift(from).readings().stream().filter(reading -> isOf(rule.rule(), reading)).toList();
    return readings.stream()
        .max(Comparator.comparingDouble(reading -> reading.value() / cut(rule, reading)))
        .map(furthest -> found(rule, furthest, evidence.answers().since(from).from()))
        .orElseGet(() ->
            new Finding(
                rule,
                "",
                from,
                rows,
                null,
                rule.cut(),
                RuleVerdict.HELD,
                what + " is not measured: the reference has one value only."));
  }

  /** Everything measured of the answers since then. */
  Drift drift(Instant from) {
    return looked.computeIfAbsent(
        from,
        since -> model.drift().look(evidence.answers().since(since).window(model.reference())));
  }

  private static boolean isOf(WatchedFigure figure, DriftReading reading) {
    boolean ofScores = reading.subject().equals(DriftReading.SCORES);
    return figure == WatchedFigure.MISSING_RATE
        ? reading.statistic() == DriftStatistic.MISSING_RATE
        : reading.statistic() == DriftStatistic.POPULATION_STABILITY
            && ofScores == (figure == WatchedFigure.SCORE_DRIFT);
  }

  private static double cut(WatchRule rule, DriftReading reading) {
    return Math.max(Math.max(rule.cut(), reading.chance()), Double.MIN_NORMAL);
  }

  private static Finding found(WatchRule rule, DriftReading reading, Instant from) {
    if (reading.verdict() == DriftVerdict.TOO_FEW_ROWS) {
      return Finding.tooFew(rule, from, reading.rows(), reading.sentence());
    }
    double cut = cut(rule, reading);
    boolean broken = reading.value() > cut;
    boolean ofScores = reading.subject().equals(DriftReading.SCORES);
    String what = ofScores ? "the scores" : reading.subject();
    return new Finding(
        rule,
        ofScores ? "" : reading.subject(),
        from,
        reading.rows(),
        reading.value(),
        cut,
        broken ? RuleVerdict.BROKEN : RuleVerdict.HELD,
        String.format(
            Locale.ROOT,
            "The %s of %s is %.3f, %s the cut of %.3f for %,d answers since %s.",
            reading.statistic().words(),
            what,
            reading.value(),
            broken ? "above" : "within",
            cut,
            reading.rows(),
            Words.minute(from)));
  }
}
