package io.surety.report;

import io.surety.evaluation.Evaluation;
import io.surety.evaluation.GateResult;
import io.surety.evaluation.GroupParity;
import io.surety.evaluation.QualityGate;
import io.surety.watch.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The top of the page: may this model be approved, why, and the five figures behind it. */
final class Verdict {

  private Verdict() {}

  static Html section(Evaluation evaluation, List<GateResult> gates) {
    boolean passed = QualityGate.passed(gates);
    return Html.of(
        """
        <section class="verdict {}" id="verdict">
        <h2>{}</h2>
        <p>{}</p>
        <ul class="gates">
        {}
        </ul>
        </section>
        {}
        <div class="tiles">
        {}
        </div>
        """,
        passed ? "pass" : "fail",
        headline(gates),
        advice(gates),
        Html.all(failedFirst(gates).stream().map(Verdict::gate).toList()),
        notes(evaluation),
        Html.all(tiles(evaluation)));
  }

  private static String headline(List<GateResult> gates) {
    long failed = gates.stream().filter(gate -> !gate.passed()).count();
    if (failed == 0) {
      return "Every gate is passed: this model may be approved";
    }
    return "%d of %d gates failed: this model should not be approved as it is"
        .formatted(failed, gates.size());
  }

  private static String advice(List<GateResult> gates) {
    if (QualityGate.passed(gates)) {
      return "The gates say what a model must reach; whether it should serve remains a person's"
          + " decision. Read on before you sign.";
    }
    if (gates.stream().anyMatch(gate -> !gate.passed() && !gate.overridable())) {
      return "There is nothing to decide on: test it on loans of people whom it never saw.";
    }
    return "An approver can override a failed gate, with a reason that is recorded for good."
        + (gates.stream().anyMatch(GateResult::flagged)
            ? " One of these gates is about the fair treatment of people: the reason has to speak"
                + " of it."
            : "");
  }

  private static List<GateResult> failedFirst(List<GateResult> gates) {
    List<GateResult> ordered = new ArrayList<>(gates.stream().filter(g -> !g.passed()).toList());
    gates.stream().filter(GateResult::passed).forEach(ordered::add);
    return ordered;
  }

  private static Html gate(GateResult gate) {
    return Html.of(
        "<li class=\"{}\"><b>{}</b><span>{}{}</span></li>",
        gate.passed() ? "pass" : "fail",
        gate.passed() ? "passed" : "failed",
        gate.sentence(),
        gate.flagged() ? Html.of(" <em>Needs a reason.</em>") : Html.NOTHING);
  }

  private static Html notes(Evaluation evaluation) {
    if (evaluation.notes().isEmpty()) {
      return Html.NOTHING;
    }
    return Html.of(
        "<ul class=\"notes\">{}</ul>",
        Html.all(evaluation.notes().stream().map(note -> Html.of("<li>{}</li>", note)).toList()));
  }

  private static List<Html> tiles(Evaluation evaluation) {
    Estimate auc = evaluation.model().auc();
    Estimate ratio = evaluation.model().predictedOverActual();
    List<Html> tiles = new ArrayList<>();
    tiles.add(tile("AUC", Digits.of(Digits.value(auc)), interval(auc, "0.5 is a coin, 1 perfect")));
    tiles.add(
        tile(
            "Calibration error",
            Digits.of(evaluation.model().calibrationError()),
            "mean distance of promise and outcome"));
    tiles.add(
        tile(
            "Predicted over actual",
            Digits.of(Digits.value(ratio)),
            interval(ratio, "1 is exact")));
    tiles.add(
        tile(
            "Bad rate in the test",
            Digits.percent(evaluation.population().badRate()),
            "%s of %s loans"
                .formatted(
                    Digits.count(evaluation.population().bad()),
                    Digits.count(evaluation.population().loans()))));
    tiles.add(tile("Lowest parity", Digits.of(lowestParity(evaluation)), "1 is even approval"));
    return tiles;
  }

  private static Html tile(String label, String value, String remark) {
    return Html.of(
        "<div class=\"tile\"><span>{}</span><strong>{}</strong><small>{}</small></div>",
        label,
        value,
        remark);
  }

  private static String interval(@Nullable Estimate estimate, String otherwise) {
    String interval = Digits.interval(estimate);
    return interval.isEmpty() ? otherwise : "95 %: " + interval;
  }

  private static @Nullable Double lowestParity(Evaluation evaluation) {
    Double lowest = null;
    for (GroupParity parity : evaluation.parity()) {
      Double ratio = parity.demographicParityRatio();
      if (ratio != null && (lowest == null || ratio < lowest)) {
        lowest = ratio;
      }
    }
    return lowest;
  }
}
