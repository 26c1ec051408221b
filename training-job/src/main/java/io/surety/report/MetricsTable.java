package io.surety.report;

import io.surety.evaluation.Comparison;
import io.surety.evaluation.Evaluation;
import io.surety.watch.statistics.Estimate;
import io.surety.watch.statistics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The model beside itself before calibration, the trivial model, and the champion. */
final class MetricsTable {

  private final Evaluation evaluation;
  private final List<Metrics> columns = new ArrayList<>();
  private final Table table;

  private MetricsTable(Evaluation evaluation) {
    this.evaluation = evaluation;
    List<String> heads =
        new ArrayList<>(List.of("", "this model", "before calibration", "trivial model"));
    columns.add(evaluation.model());
    columns.add(evaluation.uncalibrated());
    columns.add(evaluation.trivial().metrics());
    Comparison champion = evaluation.champion();
    if (champion != null) {
      heads.add("champion " + champion.version());
      columns.add(champion.metrics());
    }
    this.table = new Table(heads.toArray(String[]::new));
  }

  static Html html(Evaluation evaluation) {
    return new MetricsTable(evaluation).html();
  }

  private Html html() {
    row("AUC", "chance that a bad loan scores above a good one", m -> cell(m.auc()));
    row("Gini", "2 AUC − 1", m -> cell(m.gini()));
    row("KS", "greatest distance of the two distributions", m -> cell(m.ks()));
    row("PR-AUC", "average precision; without signal the bad rate", m -> cell(m.prAuc()));
    row("Log-loss", "lower is better", m -> fineCell(m.logLoss()));
    row("Brier score", "lower is better", m -> fineCell(m.brier()));
    row("Expected calibration error", "ten bins of equal mass", m -> cell(m.calibrationError()));
    row("Predicted over actual", "1 is exact", m -> cell(m.predictedOverActual()));
    return Html.all(table.html(), differences());
  }

  private void row(String name, String meaning, Function<Metrics, Html> cell) {
    List<Object> cells = new ArrayList<>();
    cells.add(Html.of("{}<small>{}</small>", name, meaning));
    columns.forEach(metrics -> cells.add(cell.apply(metrics)));
    table.row(cells.toArray());
  }

  private Html differences() {
    Table differences =
        new Table("this model minus …", "AUC (above 0 is better)", "log-loss (below 0 is better)");
    Comparison trivial = evaluation.trivial();
    differences.row(
        "the trivial model (the training bad rate for everybody)",
        signedCell(trivial.aucDifference()),
        signedCell(trivial.logLossDifference()));
    Comparison champion = evaluation.champion();
    if (champion != null) {
      differences.row(
          "champion "
              + champion.version()
              + ", on the same loans"
              + (champion.otherSplit() == null ? "" : ", whose people it may have trained on"),
          signedCell(champion.aucDifference()),
          signedCell(champion.logLossDifference()));
    }
    return differences.html();
  }

  private static Html cell(@Nullable Double value) {
    return Html.text(Digits.of(value));
  }

  private static Html cell(@Nullable Estimate estimate) {
    return cell(estimate, Digits::of);
  }

  private static Html fineCell(@Nullable Estimate estimate) {
    return cell(estimate, Digits::fine);
  }

  private static Html signedCell(@Nullable Estimate estimate) {
    return cell(estimate, Digits::signed);
  }

  private static Html cell(@Nullable Estimate estimate, Function<@Nullable Double, String> digits) {
    if (estimate == null) {
      return Html.text(Digits.NONE);
    }
    Double lower = estimate.lower();
    Double upper = estimate.upper();
    Html interval =
        lower == null || upper == null
            ? Html.NOTHING
            : Html.of("<small>{} to {}</small>", digits.apply(lower), digits.apply(upper));
    return Html.of("{}{}", digits.apply(estimate.value()), interval);
  }
}
