package io.surety.report;

import io.surety.evaluation.Evaluation;
import io.surety.evaluation.GroupParity;
import io.surety.evaluation.GroupRates;
import io.surety.evaluation.InputImportance;
import io.surety.evaluation.LiftDecile;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jspecify.annotations.Nullable;

/** Lift by tenth, importance of inputs, and approval by group. */
final class BarPlots {

  private static final int WIDTH = 470;
  private static final int LIFT_HEIGHT = 380;
  private static final int MARGIN = 80;
  private static final int BAR = 30;
  private static final int TICKS = 7;

  private BarPlots() {}

  static Html lift(Evaluation evaluation) {
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    for (LiftDecile decile : evaluation.lift()) {
      Double lift = decile.lift();
      if (lift != null) {
        bars.addValue(lift, "lift", String.valueOf(decile.decile()));
      }
    }
    NumberAxis up =
        Chart.numbers(
            "times the bad rate of all loans", 0, 1.15 * Math.max(1, greatest(bars)), TICKS);
    CategoryPlot plot = plot(bars, "tenth of the loans, the riskiest first", up);
    plot.getRenderer().setSeriesPaint(0, Ink.MODEL.color());
    label(plot, Digits.decimals(2));
    plot.addRangeMarker(new ValueMarker(1, Ink.FAINT.color(), Chart.DASHED));
    return new Chart(
            "lift",
            "Lift by tenth",
            "How many times as many loans of a tenth went bad as of all loans. A good model falls"
                + " from left to right; one without signal stays at 1.")
        .figure(plot, WIDTH, LIFT_HEIGHT);
  }

  static Html importance(Evaluation evaluation) {
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    for (InputImportance input : evaluation.inputs()) {
      Double mean = input.meanAbsoluteContribution();
      bars.addValue(mean == null ? 0 : mean, "mean push", input.name());
    }
    NumberAxis across =
        Chart.numbers("mean push, up or down (log odds)", 0, 1.3 * greatest(bars), TICKS);
    across.setNumberFormatOverride(Digits.decimals(2));
    CategoryPlot plot = sideways(plot(bars, null, across));
    plot.getRenderer().setSeriesPaint(0, Ink.MODEL.color());
    label(plot, Digits.decimals(3));
    return new Chart(
            "importance",
            "What the model leans on",
            "How far each input moves the risk of a test loan, up or down, on average over all of"
                + " them."
                + comparison(evaluation.inputs()))
        .figure(plot, WIDTH, MARGIN + BAR * bars.getColumnCount());
  }

  private static String comparison(List<InputImportance> inputs) {
    if (inputs.size() < 2) {
      return "";
    }
    Double first = inputs.get(0).meanAbsoluteContribution();
    Double second = inputs.get(1).meanAbsoluteContribution();
    if (first == null || second == null || first == 0 || second == 0) {
      return "";
    }
    return " %s moves it most, %s times as far as %s."
        .formatted(
            inputs.get(0).name(), Digits.decimals(1).format(first / second), inputs.get(1).name());
  }

  static Html approval(GroupParity parity, String title) {
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    for (GroupRates group : parity.groups()) {
      String name = group.judged() ? group.group() : group.group() + " (few)";
      bars.addValue(group.approvalRate(), "all loans", name);
      bars.addValue(
          Optional.ofNullable(group.truePositiveRate()).orElse(0.0),
          "loans that were paid on time",
          name);
    }
    CategoryPlot plot = sideways(plot(bars, null, Chart.percent("approved", 0, 1.19)));
    plot.getRenderer().setSeriesPaint(0, Ink.MODEL.color());
    plot.getRenderer().setSeriesPaint(1, Ink.GOOD.sheer(0.35));
    label(plot, Digits.percents(1));
    return new Chart(
            "approval-" + parity.attribute(),
            title,
            "Share of each group that the policy would approve. Even bars mean even treatment;"
                + " groups with few people are shown but not compared.")
        .figure(plot, WIDTH, MARGIN + (BAR + 14) * parity.groups().size());
  }

  private static CategoryPlot plot(
      DefaultCategoryDataset bars, @Nullable String label, NumberAxis values) {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.06);
    renderer.setMaximumBarWidth(0.2);
    CategoryAxis categories = Chart.styled(new CategoryAxis(label));
    categories.setCategoryMargin(0.3);
    categories.setLowerMargin(0.02);
    categories.setUpperMargin(0.02);
    CategoryPlot plot = new CategoryPlot(bars, categories, values, renderer);
    plot.setRangeGridlinePaint(Ink.GRID.color());
    plot.setRangeGridlineStroke(Chart.THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    return plot;
  }

  private static CategoryPlot sideways(CategoryPlot plot) {
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.5f);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    ItemLabelPosition behindTheBar =
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT);
    plot.getRenderer().setDefaultPositiveItemLabelPosition(behindTheBar);
    return plot;
  }

  private static void label(CategoryPlot plot, NumberFormat format) {
    BarRenderer renderer = (BarRenderer) plot.getRenderer();
    renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format));
    renderer.setDefaultItemLabelFont(Chart.LABEL);
    renderer.setDefaultItemLabelPaint(Ink.TEXT.color());
    renderer.setDefaultItemLabelsVisible(true);
  }

  private static double greatest(DefaultCategoryDataset bars) {
    double greatest = 0;
    for (int row = 0; row < bars.getRowCount(); row++) {
      for (int column = 0; column < bars.getColumnCount(); column++) {
        greatest = Math.max(greatest, bars.getValue(row, column).doubleValue());
      }
    }
    return greatest;
  }
}
