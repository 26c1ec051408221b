package io.surety.report;

import io.surety.evaluation.DecisionRates;
import io.surety.evaluation.Evaluation;
import io.surety.evaluation.GroupParity;
import io.surety.evaluation.GroupRates;
import io.surety.evaluation.LiftDecile;

/** The chapters of the page that show figures. */
final class Sections {

  private Sections() {}

  static Html ranking(Evaluation evaluation) {
    RankingPlots plots = new RankingPlots(evaluation);
    return Html.of(
        """
        <section id="ranking">
        <h2>Does it tell bad loans from good ones?</h2>
        {}
        <div class="plots">
        {}
        {}
        {}
        {}
        {}
        <div>
        {}
        </div>
        </div>
        </section>
        """,
        MetricsTable.html(evaluation),
        plots.roc(),
        plots.precisionRecall(),
        ScorePlot.figure(evaluation),
        plots.kolmogorovSmirnov(),
        BarPlots.lift(evaluation),
        liftTable(evaluation));
  }

  private static Html liftTable(Evaluation evaluation) {
    Table table = new Table("tenth", "loans", "bad", "bad rate", "lift", "bad found so far");
    for (LiftDecile decile : evaluation.lift()) {
      table.row(
          decile.decile() == 1 ? "1, riskiest" : String.valueOf(decile.decile()),
          Digits.count(decile.loans()),
          Digits.decimals(decile.bad() == Math.rint(decile.bad()) ? 0 : 1).format(decile.bad()),
          Digits.percent(decile.badRate()),
          decile.lift() == null ? Digits.NONE : Digits.decimals(2).format(decile.lift()),
          Digits.percent(decile.capturedBad()));
    }
    return table.html();
  }

  static Html calibration(Evaluation evaluation) {
    return Html.of(
        """
        <section id="probabilities">
        <h2>Do its probabilities come true?</h2>
        <div class="plots">
        {}
        <div>
        {}
        </div>
        </div>
        </section>
        """,
        CalibrationPlot.figure(evaluation),
        reliabilityTable(evaluation));
  }

  private static Html reliabilityTable(Evaluation evaluation) {
    Table table = new Table("bin", "loans", "predicted", "observed", "bad");
    for (int bin = 0; bin < evaluation.reliability().size(); bin++) {
      var here = evaluation.reliability().get(bin);
      table.row(
          String.valueOf(bin + 1),
          Digits.count(here.loans()),
          Digits.percent(here.predicted()),
          Digits.percent(here.observed()),
          Digits.count(here.bad()));
    }
    return table.html();
  }

  static Html decisions(Evaluation evaluation) {
    Table table = new Table("decision", "loans", "share", "not paid on time", "bad rate");
    for (DecisionRates rates : evaluation.decisions()) {
      table.row(
          rates.decision().toString(),
          Digits.count(rates.loans()),
          Digits.percent(rates.share()),
          Digits.count(rates.bad()),
          Digits.percent(rates.badRate()));
    }
    return Html.of(
        """
        <section id="decisions">
        <h2>What would the policy decide?</h2>
        <p>Approve below {}, decline from {}, refer to a person between them.</p>
        {}
        </section>
        """,
        Digits.percent(evaluation.policy().approveBelow()),
        Digits.percent(evaluation.policy().declineFrom()),
        table.html());
  }

  static Html fairness(Evaluation evaluation) {
    return Html.of(
        """
        <section id="groups">
        <h2>Does it treat groups alike?</h2>
        <p>The parity ratio is the lowest approval rate of a group over the highest. The equal \
        opportunity difference is how far apart the groups are in the approval of loans that were \
        in fact paid on time.</p>
        {}
        </section>
        """,
        Html.all(evaluation.parity().stream().map(Sections::parity).toList()));
  }

  private static Html parity(GroupParity parity) {
    String attribute = parity.attribute().replace('_', ' ');
    Table table =
        new Table(attribute, "people", "loans", "approval rate", "approved of payers", "bad rate");
    for (GroupRates group : parity.groups()) {
      table.row(
          group.judged()
              ? group.group()
              : Html.of("{} <small>too few people to compare</small>", group.group()),
          Digits.count(group.people()),
          Digits.count(group.loans()),
          Digits.percent(group.approvalRate()),
          Digits.percent(group.truePositiveRate()),
          Digits.percent(group.badRate()));
    }
    return Html.of(
        """
        <div class="plots">
        {}
        <div>
        {}
        <p>Parity ratio <b>{}</b>, equal opportunity difference <b>{}</b>.</p>
        </div>
        </div>
        """,
        BarPlots.approval(parity, "Approval by " + attribute),
        table.html(),
        Digits.of(parity.demographicParityRatio()),
        Digits.of(parity.equalOpportunityDifference()));
  }
}
