package io.surety.report;

import io.surety.bundle.WatchRule;
import io.surety.watch.Answers;
import io.surety.watch.Measured;
import io.surety.watch.RuleVerdict;
import io.surety.watch.health.CalibrationHealth;
import io.surety.watch.health.InputHealth;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.ServiceSpan;
import io.surety.watch.health.WeekHealth;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Cohort;
import io.surety.watch.statistics.DriftStatistic;
import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.ScoreBand;
import io.surety.watch.statistics.Worth;
import io.surety.watch.statistics.WorthFigure;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chapters about a version itself: who answered, its rules, what it is worth, and drift. */
final class HealthSections {

  private static final int MOST_SPANS = 12;

  private HealthSections() {}

  static Html service(String id, ModelHealth health) {
    Table table = new Table("since", "breaker", "who answers");
    List<ServiceSpan> newest = health.service().reversed();
    newest.stream()
        .limit(MOST_SPANS)
        .forEach(span ->
            table.row(
                Html.of("{} <small>{}</small>", HealthReport.MOMENT.format(span.from()), why(span)),
                span.breaker().written(),
                ServicePlot.answerer(span)));
    return Html.of(
        """
        <section>
        <h2>Who answers</h2>
        {}
        {}
        {}
        </section>
        """,
        ServicePlot.figure(id, health),
        table.html(),
        newest.size() > MOST_SPANS
            ? Html.of(
                "<p>{} earlier changes are left out; './surety breaker history' has all.</p>",
                Digits.count(newest.size() - MOST_SPANS))
            : Html.NOTHING);
  }

  private static String why(ServiceSpan span) {
    return (span.automatic() ? "Automatically: " : "") + span.reason();
  }

  static Html rules(ModelHealth health) {
    Table table = new Table("rule", "verdict", "figure", "cut", "rows", "window", "then");
    for (WatchRule rule : health.rules().rules()) {
      Optional<Measured> found =
          health.measured().stream()
              .filter(each -> each.figure().equals(rule.rule().toString()))
              .findFirst();
      table.row(
          Html.of(
              "{} <small>{}</small>",
              rule.rule().toString().replace('_', ' '),
              found.map(Measured::sentence).orElse("Nobody has judged it yet.")),
          verdict(found.map(Measured::verdict).orElse(null)),
          found.map(each -> Digits.of(each.value())).orElse(Digits.NONE),
          Digits.of(found.map(Measured::cut).orElse(rule.cut())),
          found.map(each -> Digits.count(each.rows())).orElse(Digits.NONE),
          window(rule),
          rule.then().toString());
    }
    return Html.of(
        """
        <section>
        <h2>The rules of its breaker</h2>
        {}
        </section>
        """,
        table.html());
  }

  private static String window(WatchRule rule) {
    long days = rule.window().toDays();
    return days >= 1
        ? days + (days == 1 ? " day" : " days")
        : rule.window().toMinutes() + " minutes";
  }

  private static Html verdict(@Nullable RuleVerdict verdict) {
    if (verdict == null) {
      return Html.text(Digits.NONE);
    }
    return switch (verdict) {
      case BROKEN -> Html.of("<b class=\"bad\">broken</b>");
      case HELD -> Html.text("held");
      case TOO_FEW -> Html.text("too few");
    };
  }

  static Html worth(String id, ModelHealth health) {
    WorthPlots plots = new WorthPlots(id, health);
    return Html.of(
        """
        <section>
        <h2>Is it worth what it was?</h2>
        <div class="plots">
        {}
        </div>
        {}
        </section>
        """,
        Html.all(List.of(plots.auc(), plots.ks(), plots.brier(), plots.badRate())),
        Html.all(
            List.of(
                weeks(health, WorthFigure.AUC, Digits.decimals(3)),
                weeks(health, WorthFigure.KS, Digits.decimals(3)),
                weeks(health, WorthFigure.BRIER, Digits.decimals(4)),
                weeks(health, WorthFigure.BAD_RATE, Digits.percents(1)))));
  }

  private static Html weeks(ModelHealth health, WorthFigure figure, NumberFormat format) {
    Table table =
        new Table(
            "week from", "answers", "estimated", "known", "expected of these", "realised", "gap");
    for (WeekHealth week : health.weeks()) {
      table.row(
          TimeScale.day(week.monday()),
          Digits.count(week.answers()),
          of(week.estimated(), figure, format),
          Digits.count(week.known()),
          of(week.expected(), figure, format),
          of(week.realised(), figure, format),
          figure(week.gap(figure), format));
    }
    return Html.folded("The weeks in figures: " + figure.words(), table.html());
  }

  private static Html of(@Nullable Worth worth, WorthFigure figure, NumberFormat format) {
    return figure(worth == null ? null : worth.figure(figure), format);
  }

  private static Html figure(@Nullable Estimated figure, NumberFormat format) {
    return figure == null
        ? Html.text(Digits.NONE)
        : Html.of(
            "{} <small>{} to {}</small>",
            format.format(figure.value()),
            format.format(figure.interval().lower()),
            format.format(figure.interval().upper()));
  }

  static Html calibration(String id, ModelHealth health) {
    CalibrationHealth calibration = health.calibration();
    if (calibration.all() == null) {
      return Html.of(
          """
          <section>
          <h2>Do its probabilities come true?</h2>
          <p>No outcome of this time is known yet; './surety outcomes' links them.</p>
          </section>
          """);
    }
    Table bands = new Table("band of the probability", "loans", "bad", "predicted", "realised");
    for (ScoreBand band : calibration.bands()) {
      row(bands, BadRatePlots.words(band), band.badRate());
    }
    Table cohorts = new Table("month", "loans", "bad", "predicted", "realised");
    for (Cohort cohort : calibration.cohorts()) {
      row(cohorts, cohort.month().toString(), cohort.badRate());
    }
    return Html.of(
        """
        <section>
        <h2>Do its probabilities come true?</h2>
        <p>{}</p>
        <div class="plots">
        {}
        {}
        </div>
        {}
        {}
        </section>
        """,
        sentence(calibration),
        BadRatePlots.bands(id, calibration),
        BadRatePlots.cohorts(id, calibration),
        Html.folded("The bands in figures", bands.html()),
        Html.folded("The months in figures", cohorts.html()));
  }

  private static String sentence(CalibrationHealth calibration) {
    BadRate all = calibration.all();
    if (all == null) {
      return "";
    }
    return "Of %s loans %s were not paid on time where %s were predicted, %s.%s"
        .formatted(
            Digits.count(all.loans()),
            Digits.percent(all.observed()),
            Digits.percent(all.predicted()),
            all.isAsPredicted() ? "which luck explains" : "more than luck explains",
            calibration.share() < 1
                ? " %s of the known outcomes were looked at."
                    .formatted(Digits.percent(calibration.share()))
                : "");
  }

  private static void row(Table table, String name, BadRate rate) {
    table.row(
        name,
        Digits.count(rate.loans()),
        Digits.count(rate.bad()),
        Digits.percent(rate.predicted()),
        figure(new Estimated(rate.observed(), rate.interval()), Digits.percents(1)));
  }

  static Html drift(String id, ModelHealth health) {
    List<Html> figures = new ArrayList<>();
    Table table =
        new Table("of", "PSI", "cut", "JS", "KS", "missing", "in the reference", "in words");
    int number = 0;
    for (InputHealth input : health.inputs()) {
      String its = id + "-input-" + number++;
      figures.add(
          Html.of(
              "<div>{}{}</div>",
              InputPlots.histograms(its, input),
              InputPlots.trend(its, input, health)));
      table.row(
          InputPlots.words(input),
          value(input, DriftStatistic.POPULATION_STABILITY),
          input
              .reading(DriftStatistic.POPULATION_STABILITY)
              .map(each -> Digits.of(each.cut()))
              .orElse(Digits.NONE),
          value(input, DriftStatistic.JENSEN_SHANNON),
          value(input, DriftStatistic.KOLMOGOROV_SMIRNOV),
          input.isScores() ? Digits.NONE : InputPlots.missing(input.current()),
          input.isScores() ? Digits.NONE : InputPlots.missing(input.reference()),
          words(input));
    }
    return Html.of(
        """
        <section>
        <h2>Are the applicants those that it learned from?</h2>
        <p>{} {} from {} to {} against the loans that it was tried on.</p>
        {}
        <div class="multiples">
        {}
        </div>
        </section>
        """,
        Digits.count(health.windowRows()),
        health.windowOf() == Answers.Of.BATCHES ? "rows of batches" : "answers",
        HealthReport.MOMENT.format(health.window()),
        HealthReport.MOMENT.format(health.windowEnd()),
        table.html(),
        Html.all(figures));
  }

  private static String value(InputHealth input, DriftStatistic statistic) {
    return input.reading(statistic).map(each -> Digits.of(each.value())).orElse(Digits.NONE);
  }

  private static Html words(InputHealth input) {
    if (input.isShifted()) {
      return Html.of("<b class=\"bad\">shifted</b>");
    }
    return Html.text(
        input.reading(DriftStatistic.POPULATION_STABILITY).isPresent()
            ? "within its cut"
            : "not measured");
  }
}
