package io.surety.report;

import io.surety.evaluation.Evaluation;
import io.surety.evaluation.GateResult;
import io.surety.report.ReportFacts.Fact;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes the report of a candidate: a page that states the verdict in plain words, shows what it
 * rests on, and needs nothing beside it. The same evaluation and facts give the same page on every
 * machine, with or without fonts.
 */
public final class EvaluationReport {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private EvaluationReport() {}

  /** One self-contained page: no script, no link, no file beside it. */
  public static String html(Evaluation evaluation, List<GateResult> gates, ReportFacts facts) {
    Page.drawWithoutAScreen();
    return Html.of(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="Surety">
            <title>Evaluation of {}</title>
            <style>
            {}
            </style>
            </head>
            <body>
            <main>
            <header>
            <p class="kind">Evaluation report</p>
            <h1>{}</h1>
            <p class="moment">On the loans known at {}</p>
            </header>
            {}
            {}
            {}
            {}
            {}
            {}
            {}
            {}
            {}
            </main>
            </body>
            </html>
            """,
            facts.model(),
            new Html(Page.stylesheet()),
            facts.model(),
            MOMENT.format(facts.knownAt()),
            Verdict.section(evaluation, gates),
            facts(facts),
            Sections.ranking(evaluation),
            Sections.calibration(evaluation),
            Sections.decisions(evaluation),
            Sections.fairness(evaluation),
            InputSection.html(evaluation),
            method(evaluation),
            appendix(facts))
        .markup();
  }

  private static Html facts(ReportFacts facts) {
    return Html.of(
        """
        <section id="facts" class="facts">
        <div><h2>The model</h2>{}</div>
        <div><h2>The data</h2>{}</div>
        </section>
        """,
        list(facts.modelFacts()),
        list(facts.dataFacts()));
  }

  private static Html list(List<Fact> facts) {
    return Html.of(
        "<dl>{}</dl>",
        Html.all(
            facts.stream()
                .map(fact -> Html.of("<dt>{}</dt><dd>{}</dd>", fact.label(), fact.value()))
                .toList()));
  }

  private static Html method(Evaluation evaluation) {
    return Html.of(
        """
        <section id="method">
        <h2>How this was measured</h2>
        <ul>
        <li>Bad means not paid on time; a probability is always that of a loan going bad.</li>
        <li>Intervals hold the middle 95 % of {} bootstrap draws ({} usable, seed {}). People are \
        drawn, not loans: the loans of one person are alike and go together. Differences between \
        models are paired: both meet the same people in every draw.</li>
        <li>Equal scores are treated as equal: a tie counts half in the AUC, and no bin tears equal \
        scores apart.</li>
        <li>The expected calibration error is the mean distance of predicted and observed bad rate \
        over ten bins of about equal mass, weighted by loans.</li>
        <li>The population stability index compares tenths of the training loans with the test \
        loans; missing values are a bin of their own.</li>
        <li>What an input adds to the log odds of a loan is its exact path-dependent Shapley value \
        (TreeSHAP); a base value and what all inputs add make up the score before the \
        calibrator.</li>
        </ul>
        </section>
        """,
        Digits.count(evaluation.bootstrap().rounds()),
        Digits.count(evaluation.bootstrap().usable()),
        String.valueOf(evaluation.bootstrap().seed()));
  }

  private static Html appendix(ReportFacts facts) {
    return Html.of(
        """
        <section id="appendix">
        <h2>Specification</h2>
        <pre>{}</pre>
        <h2>Provenance</h2>
        <pre>{}</pre>
        </section>
        """,
        facts.specification(),
        facts.provenance());
  }
}
