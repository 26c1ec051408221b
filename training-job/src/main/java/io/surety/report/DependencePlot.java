package io.surety.report;

import io.surety.bundle.InputType;
import io.surety.evaluation.Dependence;
import io.surety.evaluation.Dependence.Band;
import io.surety.evaluation.Dependence.Dot;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * What one input adds to the risk of a loan, by its value: a dot a loan, and a bar for the mean of
 * each band. Loans without a value stand in a strip of their own.
 */
final class DependencePlot {

  private static final int WIDTH = 470;
  private static final int HEIGHT = 300;
  private static final int TICKS = 6;
  private static final int STRIP = 2;
  private static final int REST = 11;
  private static final double SHEER = 0.35;

  /** Dots of equal values stand side by side; the fractional part spreads them evenly. */
  private static final double GOLDEN = 0.6180339887498949;

  private static final double JITTER = 0.6;
  private static final double HALF_A_BAR = 0.38;

  private final Dependence dependence;
  private final Range up;
  private final ValueScale values;

  private DependencePlot(Dependence dependence, Range up) {
    this.dependence = dependence;
    this.up = up;
    this.values = ValueScale.of(dependence);
  }

  /**
   * The plot of one input.
   *
   * @param up the contributions that the axis reaches over, the same for all inputs of a model
   */
  static Html figure(Dependence dependence, Range up) {
    return new DependencePlot(dependence, up).figure();
  }

  /** Holds every dot of the plots, and zero. */
  static Range up(List<Dependence> dependences) {
    double least = 0;
    double most = 0;
    for (Dependence dependence : dependences) {
      for (Dot dot : dependence.sample()) {
        least = Math.min(least, dot.contribution());
        most = Math.max(most, dot.contribution());
      }
      for (double contribution : dependence.sampleMissing()) {
        least = Math.min(least, contribution);
        most = Math.max(most, contribution);
      }
    }
    double room = most > least ? 0.04 * (most - least) : 1;
    return new Range(least - room, most + room);
  }

  private Html figure() {
    NumberAxis axis =
        Chart.numbers(
            "\u2190 pushes the risk down \u00b7 up \u2192",
            up.getLowerBound(),
            up.getUpperBound(),
            TICKS);
    axis.setNumberFormatOverride(Digits.decimals(axis.getTickUnit().getSize() < 0.1 ? 2 : 1));
    CombinedRangeXYPlot plot = new CombinedRangeXYPlot(axis);
    plot.setGap(16);
    if (!dependence.bands().isEmpty()) {
      plot.add(valued(), REST);
    }
    if (dependence.whenMissing() != null) {
      plot.add(missing(dependence.whenMissing()), dependence.bands().isEmpty() ? 1 : STRIP);
    }
    return new Chart(
            "push-" + dependence.name(),
            dependence.name(),
            DependenceWords.of(dependence) + values.remark())
        .figure(plot, WIDTH, HEIGHT);
  }

  private XYPlot valued() {
    Lines lines = new Lines(values.axis(), Chart.numbers(null, 0, 1, TICKS));
    XYSeries means = means(lines);
    for (Band band : dependence.bands()) {
      bar(
          means,
          values.inside(band.from()) - values.reach(HALF_A_BAR),
          values.inside(band.to()) + values.reach(HALF_A_BAR),
          band.meanContribution());
    }
    XYSeries dots = new XYSeries("loans", false, true);
    for (Dot dot : dependence.sample()) {
      double aside = values.hasSteps() ? jitter(dots.getItemCount()) : 0;
      dots.add(values.inside(dot.value()) + aside, dot.contribution());
    }
    return withDots(lines, dots);
  }

  private XYPlot missing(double mean) {
    NumberAxis axis = Chart.styled(new NumberAxis());
    axis.setRange(-0.6, 0.6);
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setNumberFormatOverride(new Words(List.of("missing")));
    Lines lines = new Lines(axis, Chart.numbers(null, 0, 1, TICKS));
    bar(means(lines), -HALF_A_BAR, HALF_A_BAR, mean);
    XYSeries dots = new XYSeries("loans", false, true);
    for (double contribution : dependence.sampleMissing()) {
      dots.add(jitter(dots.getItemCount()), contribution);
    }
    XYPlot plot = withDots(lines, dots);
    plot.setDomainGridlinesVisible(false);
    return plot;
  }

  private static XYSeries means(Lines lines) {
    lines.hideLegend();
    return lines.line("mean", Ink.TEXT.color(), Chart.LINE);
  }

  private static void bar(XYSeries means, double from, double to, double mean) {
    means.add(from, mean);
    means.add(to, mean);
    means.add(to, Double.NaN);
  }

  private XYPlot withDots(Lines lines, XYSeries dots) {
    XYSeries raised = new XYSeries("up", false, true);
    XYSeries lowered = new XYSeries("down", false, true);
    for (int dot = 0; dot < dots.getItemCount(); dot++) {
      (dots.getY(dot).doubleValue() > 0 ? raised : lowered).add(dots.getDataItem(dot));
    }
    XYSeriesCollection byWay = new XYSeriesCollection();
    byWay.addSeries(raised);
    byWay.addSeries(lowered);
    XYPlot plot = lines.plot();
    plot.setDataset(1, byWay);
    plot.setRenderer(1, new Dots(Ink.BAD.sheer(SHEER), Ink.MODEL.sheer(SHEER)));
    plot.addRangeMarker(new ValueMarker(0, Ink.MUTED.color(), Chart.DASHED), Layer.BACKGROUND);
    if (dependence.type() == InputType.FLAG || dependence.type() == InputType.CATEGORY) {
      plot.setDomainGridlinesVisible(false);
    }
    return plot;
  }

  private static double jitter(int dot) {
    double spread = (dot + 1) * GOLDEN;
    return JITTER * (spread - Math.floor(spread) - 0.5);
  }
}
