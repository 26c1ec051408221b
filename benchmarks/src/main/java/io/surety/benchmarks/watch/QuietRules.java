package io.surety.benchmarks.watch;

import io.surety.benchmarks.results.Table;
import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.WatchedFigure;
import io.surety.watch.WatchSettings;
import io.surety.watch.WatchedModel;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.EffectFloors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * How often each rule of the usual breaker would be broken in 30 days in which nothing changes, by
 * the very code that looks.
 */
final class QuietRules {

  private static final int DAYS = 30;
  private static final int MINUTES_BETWEEN_LOOKS = 5;
  private static final Set<WatchedFigure> OF_ANSWERS =
      EnumSet.of(
          WatchedFigure.INPUT_DRIFT,
          WatchedFigure.SCORE_DRIFT,
          WatchedFigure.MISSING_RATE,
          WatchedFigure.ESTIMATED_SKILL);
  private static final Set<WatchedFigure> OF_OUTCOMES =
      EnumSet.of(WatchedFigure.REALISED_SKILL, WatchedFigure.BAD_RATE, WatchedFigure.CALIBRATION);

  private final WatchedModel model;
  private final long seed;
  private final int months;
  private final List<List<String>> rows = new ArrayList<>();

  private QuietRules(WatchedModel model, long seed, int months) {
    this.model = model;
    this.seed = seed;
    this.months = months;
  }

  /**
   * One row for each rule and kind of traffic.
   *
   * @param asking loans of a year; half of the people make the reference
   * @param known loans whose outcome is known, of people the model never saw
   */
  static Table table(ModelBundle bundle, Traffic asking, Traffic known, long seed, int months) {
    WatchedModel model =
        WatchedModel.of(bundle, WatchSettings.USUALLY_EVERY).judging(BreakerPolicy.DEFAULT);
    QuietRules study = new QuietRules(model, seed, months);
    study.answers(asking);
    study.outcomes(known);
    study.requests();
    return new Table(
        "Rules of the usual breaker that are broken in 30 quiet days, mean of %d months"
            .formatted(months),
        List.of("rule", "traffic", "looks", "judged", "broken", "nearest to the cut", "cut"),
        study.rows);
  }

  private void tell(String traffic, LongFunction<QuietTale> month) {
    QuietTale all =
        LongStream.range(0, months)
            .parallel()
            .mapToObj(number -> month.apply(seed + number))
            .reduce(new QuietTale(), QuietTale::and);
    rows.addAll(all.rows(traffic, months));
  }

  private void answers(Traffic asking) {
    for (double aMinute : List.of(1.0, 4.0, 10.0)) {
      tell(
          String.format(Locale.ROOT, "%.0f a minute", aMinute),
          month ->
              QuietAnswers.month(
                  against(only(model, OF_ANSWERS), asking.half(month, false)),
                  asking.half(month, true).stationary(month),
                  month,
                  aMinute,
                  DAYS,
                  MINUTES_BETWEEN_LOOKS));
    }
  }

  private void outcomes(Traffic known) {
    for (int aDay : List.of(15, 50, 200)) {
      tell(
          "%d outcomes a day".formatted(aDay),
          month ->
              QuietOutcomes.month(only(model, OF_OUTCOMES), known.stationary(month), aDay, DAYS));
    }
  }

  private void requests() {
    WatchedModel errors = only(model, EnumSet.of(WatchedFigure.ERRORS));
    for (double aMinute : List.of(30.0, 600.0)) {
      for (double share : List.of(0.01, 0.05)) {
        counted(
            errors,
            WatchedFigure.ERRORS,
            String.format(Locale.ROOT, "%.0f a minute, %.0f %% fail", aMinute, 100 * share),
            QuietRequests.failing(aMinute, share, 1));
      }
    }
    counted(
        errors,
        WatchedFigure.ERRORS,
        "30 a minute, 1 % fail and are tried four times",
        QuietRequests.failing(30, 0.01, 4));
    WatchedModel unknown = only(model, EnumSet.of(WatchedFigure.UNKNOWN_CATEGORIES));
    counted(
        unknown,
        WatchedFigure.UNKNOWN_CATEGORIES,
        "4 rows a minute, 1 % not known",
        QuietRequests.unknown(4, 0.01));
    counted(
        unknown,
        WatchedFigure.UNKNOWN_CATEGORIES,
        "60 rows a minute, 4 % not known",
        QuietRequests.unknown(60, 0.04));
    for (int aDay : List.of(15, 50)) {
      counted(
          unknown,
          WatchedFigure.UNKNOWN_CATEGORIES,
          "%d files a day, one in twenty with up to 40 %% not known".formatted(aDay),
          QuietRequests.files(aDay));
    }
    WatchedModel latency = only(model, EnumSet.of(WatchedFigure.LATENCY));
    for (int aMinute : List.of(30, 200)) {
      tell(
          "%d a minute, busy in one minute of a hundred".formatted(aMinute),
          month -> QuietRequests.latencies(latency, month, aMinute, 0.01, DAYS));
    }
  }

  private void counted(
      WatchedModel judge, WatchedFigure figure, String traffic, QuietRequests.Bundles quiet) {
    tell(traffic, month -> QuietRequests.month(judge, figure, quiet, month, DAYS));
  }

  /** Some of the rules, each with the chance that it has beside all others. */
  static WatchedModel only(WatchedModel model, Set<WatchedFigure> figures) {
    BreakerPolicy all = model.policy();
    return model.judging(
        new BreakerPolicy(
            all.instead(),
            all.policyAnswer(),
            all.coolDown(),
            all.trialShare(),
            all.trialSample(),
            all.rules().stream().filter(rule -> figures.contains(rule.rule())).toList()));
  }

  /** The same with another reference. */
  static WatchedModel against(WatchedModel model, Traffic reference) {
    Watched watched = Watched.by(model.schema(), reference);
    return new WatchedModel(
        model.policy(),
        model.schema(),
        watched.reference(),
        model.decisions(),
        watched.watch(
            new DriftSettings(model.perRule(), EffectFloors.LARGE, DriftSettings.USUAL_LEAST_ROWS)),
        model.perRule(),
        model.trainingBadRate(),
        model.advantage());
  }
}
