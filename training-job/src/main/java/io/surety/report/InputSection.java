package io.surety.report;

import io.surety.evaluation.Dependence;
import io.surety.evaluation.Drift;
import io.surety.evaluation.Evaluation;
import io.surety.evaluation.InputImportance;
import java.util.Comparator;
import java.util.List;
import org.jfree.data.Range;
import org.jspecify.annotations.Nullable;

/** The chapter on the inputs: how far and which way they push, and whether they hold still. */
final class InputSection {

  private static final double STABLE_BELOW = 0.1;
  private static final double SHIFTED_FROM = 0.25;

  private InputSection() {}

  static Html html(Evaluation evaluation) {
    return Html.of(
        """
        <section id="inputs">
        <h2>What does it lean on, and does that hold still?</h2>
        <div class="plots">
        {}
        <div>
        {}
        </div>
        </div>
        {}
        <h3>The inputs in figures</h3>
        {}
        </section>
        """,
        BarPlots.importance(evaluation),
        scoreDrift(evaluation.scoreDrift()),
        pushes(evaluation),
        table(evaluation.inputs()));
  }

  private static Html pushes(Evaluation evaluation) {
    List<Dependence> dependences = mostImportantFirst(evaluation);
    if (dependences.isEmpty()) {
      return Html.NOTHING;
    }
    Dependence first = dependences.getFirst();
    Range up = DependencePlot.up(dependences);
    return Html.of(
        """
        <h3>Which way each input pushes</h3>
        <p>Each dot is one of {} test loans: to the right the value of the input, upwards what that \
        value added to the log odds of the loan going bad, before the calibrator. Above the dashed \
        line it pushed the risk up, below it down: +0.69 doubles the odds, \u22120.69 halves them. \
        The bars are means over all test loans. All plots have the same upward scale: the \
        further one reaches up and down, the more it matters.</p>
        <div class="plots">
        {}
        </div>
        """,
        Digits.count(first.sample().size() + first.sampleMissing().size()),
        Html.all(dependences.stream().map(one -> DependencePlot.figure(one, up)).toList()));
  }

  private static List<Dependence> mostImportantFirst(Evaluation evaluation) {
    List<String> order = evaluation.inputs().stream().map(InputImportance::name).toList();
    return evaluation.curves().dependence().stream()
        .sorted(Comparator.comparingInt(one -> order.indexOf(one.name())))
        .toList();
  }

  private static Html table(List<InputImportance> inputs) {
    Table table =
        new Table(
            "input",
            "mean push",
            "share of gain",
            "PSI",
            "in words",
            "missing in training",
            "missing in test");
    for (InputImportance input : inputs) {
      table.row(
          input.name(),
          Digits.of(input.meanAbsoluteContribution()),
          Digits.percent(input.gainShare()),
          Digits.of(input.drift()),
          inWords(input.drift()),
          Digits.percent(input.missingInTraining()),
          Digits.percent(input.missingInTest()));
    }
    return Html.all(
        Html.of(
            """
            <p>Mean push: how far the input moves the log odds of a test loan on average, up or \
            down. Share of gain: how much of what the trees learnt in training came from splits on \
            it. PSI: how far its values moved from training to test.</p>\
            """),
        table.html());
  }

  private static Html scoreDrift(@Nullable Drift drift) {
    if (drift == null) {
      return Html.NOTHING;
    }
    Table table = new Table("probability of not paying", "training", "test");
    for (Drift.Bin bin : drift.bins()) {
      table.row(bin.range(), Digits.percent(bin.training()), Digits.percent(bin.test()));
    }
    return Html.of(
        """
        <h3>The score from training to test</h3>
        <p>Population stability index <b>{}</b>: {}. Below 0.1 is called stable, from 0.25 on \
        shifted.</p>
        {}
        """,
        Digits.of(drift.psi()),
        inWords(drift.psi()),
        table.html());
  }

  private static String inWords(@Nullable Double drift) {
    if (drift == null) {
      return "";
    }
    if (drift < STABLE_BELOW) {
      return "stable";
    }
    return drift < SHIFTED_FROM ? "moved" : "shifted";
  }
}
