package io.surety.report;

import io.surety.watch.health.CalibrationHealth;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Cohort;
import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.ScoreBand;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Realised bad rates against expected ones, of bands of the score and of months. */
final class BadRatePlots {

  private static final int WIDTH = 470;
  private static final int HEIGHT = 320;
  private static final int TICKS = 6;
  private static final int LABELS = 8;

  private BadRatePlots() {}

  static Html bands(String id, CalibrationHealth calibration) {
    return figure(
        new Chart(
            id + "-bands",
            "Bad rate by band of the score",
            "Bands between the tenths of the reference's scores, the safest left. Dashes are what"
                + " was predicted on average, points what came true, with 95 % intervals."),
        calibration.bands().stream().map(ScoreBand::badRate).toList(),
        calibration.bands().stream().map(BadRatePlots::words).toList());
  }

  static Html cohorts(String id, CalibrationHealth calibration) {
    return figure(
        new Chart(
            id + "-cohorts",
            "Bad rate by month of the decision",
            "Each month with the loans whose outcome is known by now; a young month knows its"
                + " early ones alone."),
        calibration.cohorts().stream().map(Cohort::badRate).toList(),
        calibration.cohorts().stream().map(cohort -> cohort.month().toString()).toList());
  }

  static String words(ScoreBand band) {
    return Digits.percent(band.from()) + " to " + Digits.percent(band.to());
  }

  private static Html figure(Chart chart, List<BadRate> rates, List<String> labels) {
    XYIntervalSeries realised = new XYIntervalSeries("realised", false, true);
    XYSeries expected = new XYSeries("predicted", false, true);
    double top = 0.01;
    for (int place = 0; place < rates.size(); place++) {
      BadRate rate = rates.get(place);
      WorthPlots.add(realised, place, new Estimated(rate.observed(), rate.interval()));
      expected.add(place, rate.predicted());
      top = Math.max(top, Math.max(rate.interval().upper(), rate.predicted()));
    }
    XYLineAndShapeRenderer dashes = new XYLineAndShapeRenderer(false, true);
    dashes.setSeriesPaint(0, Ink.MODEL.color());
    dashes.setSeriesShape(0, new Rectangle2D.Double(-9, -1.5, 18, 3));
    NumberAxis across = Chart.styled(new NumberAxis());
    across.setRange(-0.6, Math.max(rates.size(), 1) - 0.4);
    across.setTickUnit(new NumberTickUnit(Math.ceil(Math.max(rates.size(), 1) / (double) LABELS)));
    across.setNumberFormatOverride(
        new Words(labels.stream().map(label -> label.split(" to ", 2)[0]).toList()));
    XYPlot plot =
        Lines.styled(
            new XYPlot(new XYSeriesCollection(expected), across, percent(1.08 * top), dashes));
    plot.setDomainGridlinesVisible(false);
    plot.setDataset(1, WorthPlots.collection(realised));
    plot.setRenderer(1, WorthPlots.whiskers(Ink.BAD.color()));
    return chart.figure(plot, WIDTH, HEIGHT);
  }

  private static NumberAxis percent(double to) {
    NumberAxis axis = Chart.numbers("not paid on time", 0, to, TICKS);
    axis.setNumberFormatOverride(Digits.percents(to < 0.06 ? 1 : 0));
    return axis;
  }
}
