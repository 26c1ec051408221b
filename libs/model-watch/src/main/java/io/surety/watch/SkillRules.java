package io.surety.watch;

import static java.util.Objects.requireNonNull;

import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.watch.statistics.AgainstTrivial;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.EffectiveRows;
import io.surety.watch.statistics.Outcomes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Judges what a model is worth: by its probabilities alone, and by what became of its answers. */
final class SkillRules {

  private final WatchedModel model;
  private final Evidence evidence;

  SkillRules(WatchedModel model, Evidence evidence) {
    this.model = model;
    this.evidence = evidence;
  }

  Finding estimated(WatchRule rule) {
    Instant from = evidence.from(rule);
    Answers answers = evidence.answers().since(from);
    String what = "What the model is worth, as estimated,";
    long[] people = answers.people();
    Optional<Finding> few = tooFew(rule, from, people, what, "answers");
    if (few.isPresent()) {
      return few.get();
    }
    if (model.advantage().isEmpty()) {
      return unknown(rule, from, answers.size(), what);
    }
    double once = model.advantage().getAsDouble();
    return against(
        rule,
        answers.from(),
        AgainstTrivial.expected(
            answers.probabilities(), people, rule.cut() * once, model.perRule()),
        once,
        "answers");
  }

  Finding realised(WatchRule rule) {
    LocalDate day = firstDay(rule);
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Outcomes known = known(day);
    String what = "What the model is worth by outcomes";
    Optional<Finding> few = tooFew(rule, from, known.person(), what, "outcomes");
    if (few.isPresent()) {
      return few.get();
    }
    if (model.trainingBadRate().isEmpty() || model.advantage().isEmpty()) {
      return unknown(rule, from, known.size(), what);
    }
    double once = model.advantage().getAsDouble();
    return against(
        rule,
        from,
        AgainstTrivial.realised(
            known, model.trainingBadRate().getAsDouble(), rule.cut() * once, model.perRule()),
        once,
        "outcomes");
  }

  private static Finding against(
      WatchRule rule, Instant from, AgainstTrivial found, double once, String of) {
    String what =
        rule.rule() == WatchedFigure.REALISED_SKILL
            ? "What the model is worth by outcomes"
            : "What the model is worth, as estimated,";
    if (found.verdict() == AgainstTrivial.Verdict.TOO_FEW) {
      return Finding.tooFew(
          rule,
          from,
          found.loans(),
          String.format(
              Locale.ROOT,
              "%s cannot be judged yet: it takes %d bad loans and as many good ones, but %,d %s have %.0f bad ones.",
              what,
              AgainstTrivial.USUAL_LEAST_OF_EACH,
              found.loans(),
              of,
              found.bad()));
    }
    double share = requireNonNull(found.advantage()).value() / once;
    boolean broken = found.verdict() == AgainstTrivial.Verdict.BELOW;
    return new Finding(
        rule,
        "",
        from,
        found.loans(),
        share,
        rule.cut(),
        broken ? RuleVerdict.BROKEN : RuleVerdict.HELD,
        String.format(
            Locale.ROOT,
            "%s is %.0f %% of what it was when it was evaluated, %s the cut of %.0f %% for %,d %s since %s.",
            what,
            100 * share,
            broken ? "surely below" : share < rule.cut() ? "not surely below" : "not below",
            100 * rule.cut(),
            found.loans(),
            of,
            Words.minute(from)));
  }

  Finding badRate(WatchRule rule) {
    LocalDate day = firstDay(rule);
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Outcomes known = known(day);
    Optional<Finding> few = tooFew(rule, from, known.person(), "The bad rate", "outcomes");
    if (few.isPresent()) {
      return few.get();
    }
    BadRate rate = BadRate.of(known, confidence(1));
    double ratio = ratio(rate);
    boolean beyond = ratio > rule.cut();
    boolean broken = beyond && !rate.isAsPredicted();
    return new Finding(
        rule,
        "",
        from,
        known.size(),
        ratio,
        rule.cut(),
        broken ? RuleVerdict.BROKEN : RuleVerdict.HELD,
        String.format(
            Locale.ROOT,
            "%.2f %% of the loans were not paid where %.2f %% were predicted, a ratio of %.2f, %s the cut of %.2f%s for %,d outcomes since %s.",
            100 * rate.observed(),
            100 * rate.predicted(),
            ratio,
            beyond ? "above" : "within",
            rule.cut(),
            beyond && !broken ? ", which luck explains," : "",
            known.size(),
            day));
  }

  /** More or fewer than predicted, whichever is the greater; finite. */
  private static double ratio(BadRate rate) {
    double least = 0.5 / rate.loans();
    double observed = Math.max(rate.observed(), least);
    double predicted = Math.max(rate.predicted(), least);
    return Math.max(observed / predicted, predicted / observed);
  }

  Finding calibration(WatchRule rule) {
    LocalDate day = firstDay(rule);
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Outcomes outcomes = known(day);
    Optional<Finding> few = tooFew(rule, from, outcomes.person(), "The calibration", "outcomes");
    if (few.isPresent()) {
      return few.get();
    }
    double[] ends = bandEnds();
    double error = 0;
    boolean explained = true;
    for (int band = 0; band + 1 < ends.length; band++) {
      double low = ends[band];
      double high = ends[band + 1];
      Outcomes some =
          outcomes.where(
              loan -> outcomes.probability()[loan] >= low && outcomes.probability()[loan] < high);
      if (some.size() > 0) {
        BadRate rate = BadRate.of(some, confidence(ends.length - 1));
        error += Math.abs(rate.predicted() - rate.observed()) * some.size() / outcomes.size();
        explained &= rate.isAsPredicted();
      }
    }
    boolean beyond = error > rule.cut();
    boolean broken = beyond && !explained;
    return new Finding(
        rule,
        "",
        from,
        outcomes.size(),
        error,
        rule.cut(),
        broken ? RuleVerdict.BROKEN : RuleVerdict.HELD,
        String.format(
            Locale.ROOT,
            "Predicted and observed bad rates of score bands are %.3f apart on average, %s the cut of %.3f%s for %,d outcomes since %s.",
            error,
            beyond ? "above" : "within",
            rule.cut(),
            beyond && !broken ? ", which luck explains," : "",
            outcomes.size(),
            day));
  }

  /** Bands between the edges of the reference's scores; the last holds 1, too. */
  private double[] bandEnds() {
    double[] edges =
        model.reference().scores().edges().stream()
            .mapToDouble(Double::doubleValue)
            .filter(edge -> edge > 0 && edge < 1)
            .toArray();
    double[] ends = new double[edges.length + 2];
    System.arraycopy(edges, 0, ends, 1, edges.length);
    ends[ends.length - 1] = Math.nextUp(1.0);
    return ends;
  }

  private double confidence(int figures) {
    return 1 - Math.min(0.5, model.perRule().perLook() / figures);
  }

  private LocalDate firstDay(WatchRule rule) {
    return LocalDate.ofInstant(evidence.now().minus(rule.window()), ZoneOffset.UTC);
  }

  private Outcomes known(LocalDate first) {
    return KnownOutcome.columns(
        evidence.outcomes().stream()
            .filter(outcome -> !outcome.knownOn().isBefore(first))
            .toList());
  }

  /** Fewer rows than the rule takes, or of so few people that they say no more than as few. */
  private static Optional<Finding> tooFew(
      WatchRule rule, Instant from, long[] people, String what, String of) {
    if (people.length < rule.sample()) {
      return Optional.of(
          Finding.tooFew(
              rule, from, people.length, Words.tooFew(what, people.length, rule.sample(), of)));
    }
    int least = Math.min(DriftSettings.USUAL_LEAST_ROWS, rule.sample());
    double independent = EffectiveRows.of(people);
    return independent >= least
        ? Optional.empty()
        : Optional.of(
            Finding.tooFew(
                rule,
                from,
                people.length,
                Words.ofFewPeople(what, people.length, of, independent, least)));
  }

  private static Finding unknown(WatchRule rule, Instant from, long rows, String what) {
    return Finding.tooFew(
        rule,
        from,
        rows,
        what
            + " cannot be judged: the bundle's evaluation does not say that it was worth more than the trivial model.");
  }
}
