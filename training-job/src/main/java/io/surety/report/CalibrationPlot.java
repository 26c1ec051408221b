package io.surety.report;

import io.surety.evaluation.Evaluation;
import io.surety.watch.statistics.ReliabilityBin;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardXYItemLabelGenerator;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Predicted against observed bad rate, and how many loans each point rests on. */
final class CalibrationPlot {

  private static final int WIDTH = 470;
  private static final int HEIGHT = 440;
  private static final double Z = 1.96;

  private CalibrationPlot() {}

  static Html figure(Evaluation evaluation) {
    List<ReliabilityBin> bins = evaluation.reliability();
    double end =
        1.08
            * bins.stream()
                .mapToDouble(bin -> Math.max(bin.predicted(), upper(bin)))
                .max()
                .orElse(1);
    CombinedDomainXYPlot plot =
        new CombinedDomainXYPlot(Chart.percent("predicted probability of not paying", 0, end));
    plot.setGap(14);
    plot.add(observed(bins, end), 4);
    plot.add(counts(bins, end), 1);
    return new Chart(
            "calibration",
            "Calibration",
            "Ten bins with about the same number of loans each, counted below. On the dashed line"
                + " what was predicted came true; whiskers are 95 % intervals of the observed rate"
                + " (Wilson, as if loans were independent).")
        .figure(plot, WIDTH, HEIGHT);
  }

  private static XYPlot observed(List<ReliabilityBin> bins, double end) {
    XYIntervalSeries points = new XYIntervalSeries("observed", false, true);
    for (ReliabilityBin bin : bins) {
      double x = bin.predicted();
      points.add(x, x, x, bin.observed(), lower(bin), upper(bin));
    }
    XYIntervalSeriesCollection series = new XYIntervalSeriesCollection();
    series.addSeries(points);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setDefaultLinesVisible(true);
    renderer.setSeriesPaint(0, Ink.MODEL.color());
    renderer.setSeriesStroke(0, Chart.THIN);
    renderer.setErrorPaint(Ink.MODEL.sheer(0.4));
    renderer.setErrorStroke(Chart.THIN);
    renderer.setCapLength(5);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-4, -4, 8, 8));
    Lines ideal =
        new Lines(
            Chart.percent(null, 0, end), Chart.percent("observed share of bad loans", 0, end));
    ideal.reference("as predicted", 0, 0, end, end);
    XYPlot plot = ideal.plot();
    plot.setDataset(1, series);
    plot.setRenderer(1, renderer);
    return plot;
  }

  private static XYPlot counts(List<ReliabilityBin> bins, double end) {
    XYSeries loans = new XYSeries("loans", false, true);
    bins.forEach(bin -> loans.add(bin.predicted(), bin.loans()));
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, Ink.FAINT.color());
    renderer.setDefaultSeriesVisibleInLegend(false);
    renderer.setDefaultItemLabelGenerator(new StandardXYItemLabelGenerator());
    int most = bins.stream().mapToInt(ReliabilityBin::loans).max().orElse(1);
    NumberAxis up = Chart.numbers("loans", 0, 1.1 * most, 2);
    up.setNumberFormatOverride(Digits.thousands());
    return Lines.styled(
        new XYPlot(new XYBarDataset(new XYSeriesCollection(loans), end / 70), null, up, renderer));
  }

  private static double lower(ReliabilityBin bin) {
    return wilson(bin, -1);
  }

  private static double upper(ReliabilityBin bin) {
    return wilson(bin, 1);
  }

  /** An end of Wilson's interval (1927) of a share. */
  private static double wilson(ReliabilityBin bin, int side) {
    double n = bin.loans();
    double p = bin.observed();
    double middle = p + Z * Z / (2 * n);
    double reach = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return Math.clamp((middle + side * reach) / (1 + Z * Z / n), 0, 1);
  }
}
