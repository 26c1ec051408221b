package io.surety.report;

import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.WeekHealth;
import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.Worth;
import io.surety.watch.statistics.WorthFigure;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.jspecify.annotations.Nullable;

/** What a model is estimated to be worth, and what it turned out to be worth, week by week. */
final class WorthPlots {

  private static final int WIDTH = 470;
  private static final int HEIGHT = 400;
  private static final int TICKS = 6;
  private static final int GAP_TICKS = 5;
  private static final double ROOM = 0.08;
  private static final float BAND = 0.16f;

  private final String id;
  private final List<WeekHealth> weeks;

  WorthPlots(String id, ModelHealth health) {
    this.id = id;
    this.weeks = health.weeks();
  }

  /** A figure of a week as it is drawn. */
  private record Drawn(WorthFigure figure, NumberFormat format, String axis) {

    @Nullable Estimated of(@Nullable Worth worth) {
      return worth == null ? null : worth.figure(figure);
    }
  }

  Html auc() {
    return figure(
        new Drawn(WorthFigure.AUC, Digits.decimals(2), "AUC"),
        "AUC, estimated and realised",
        "Weeks by the day of the decision. The band is where luck alone would put the AUC if the"
            + " probabilities are right; points are what came true so far, with 95 % intervals."
            + " Below: realised less expected of the same loans. A gap whose whisker does not"
            + " reach 0 is more than luck.");
  }

  Html ks() {
    return figure(
        new Drawn(WorthFigure.KS, Digits.decimals(2), "KS"),
        "KS, estimated and realised",
        "How far the scores of bad and of good loans lie apart, at most. Of few loans it is greater"
            + " by luck, estimated and realised alike.");
  }

  Html brier() {
    return figure(
        new Drawn(WorthFigure.BRIER, Digits.decimals(3), "Brier score"),
        "Brier score, estimated and realised",
        "Mean squared distance of probability and outcome: the lower, the better. A gap above 0"
            + " costs.");
  }

  Html badRate() {
    return figure(
        new Drawn(WorthFigure.BAD_RATE, Digits.percents(0), "not paid on time"),
        "Bad rate, estimated and realised",
        "As the AUC. Outcomes that come early are not like those that come late: the newest weeks"
            + " change as loans fall due.");
  }

  private Html figure(Drawn drawn, String title, String caption) {
    NumberAxis across = Chart.styled(new NumberAxis());
    across.setRange(-0.5, Math.max(weeks.size(), 1) - 0.5);
    across.setTickUnit(new NumberTickUnit(Math.max(1, Math.ceil(weeks.size() / (double) TICKS))));
    across.setNumberFormatOverride(
        new Words(weeks.stream().map(week -> TimeScale.day(week.monday())).toList()));
    CombinedDomainXYPlot plot = new CombinedDomainXYPlot(across);
    plot.setGap(14);
    plot.add(worth(drawn), 5);
    plot.add(gap(drawn), 2);
    return new Chart(id + "-" + drawn.figure().written().replace('_', '-'), title, caption)
        .figure(plot, WIDTH, HEIGHT);
  }

  private XYPlot worth(Drawn drawn) {
    YIntervalSeries estimated = new YIntervalSeries("estimated, all of the week", false, true);
    XYIntervalSeries realised = new XYIntervalSeries("realised, where known", false, true);
    List<Estimated> all = new ArrayList<>();
    for (int week = 0; week < weeks.size(); week++) {
      Estimated before = drawn.of(weeks.get(week).estimated());
      if (before != null) {
        estimated.add(week, before.value(), before.interval().lower(), before.interval().upper());
        all.add(before);
      }
      Estimated after = drawn.of(weeks.get(week).realised());
      if (after != null) {
        add(realised, week, after);
        all.add(after);
      }
    }
    YIntervalSeriesCollection band = new YIntervalSeriesCollection();
    band.addSeries(estimated);
    DeviationRenderer lines = new DeviationRenderer(true, true);
    lines.setSeriesPaint(0, Ink.MODEL.color());
    lines.setSeriesFillPaint(0, Ink.MODEL.color());
    lines.setSeriesStroke(0, Chart.LINE);
    lines.setSeriesShape(0, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
    lines.setAlpha(BAND);
    XYPlot plot =
        Lines.styled(new XYPlot(band, null, axis(drawn, all, drawn.axis(), TICKS), lines));
    plot.setDataset(1, collection(realised));
    plot.setRenderer(1, whiskers(Ink.BAD.color()));
    return plot;
  }

  private XYPlot gap(Drawn drawn) {
    XYIntervalSeries gaps = new XYIntervalSeries("gap", false, true);
    List<Estimated> all = new ArrayList<>();
    for (int week = 0; week < weeks.size(); week++) {
      Estimated gap = weeks.get(week).gap(drawn.figure());
      if (gap != null) {
        add(gaps, week, gap);
        all.add(gap);
      }
    }
    XYErrorRenderer renderer = whiskers(Ink.MUTED.color());
    renderer.setSeriesVisibleInLegend(0, false);
    double reach =
        all.stream()
            .flatMapToDouble(each ->
                DoubleStream.of(each.interval().lower(), each.interval().upper(), each.value()))
            .map(Math::abs)
            .max()
            .orElse(0.05);
    NumberAxis up = Chart.numbers("gap", -1.1 * reach, 1.1 * reach, GAP_TICKS);
    up.setNumberFormatOverride(drawn.format());
    XYPlot plot = Lines.styled(new XYPlot(collection(gaps), null, up, renderer));
    plot.addRangeMarker(new ValueMarker(0, Ink.FAINT.color(), Chart.DASHED));
    return plot;
  }

  private static NumberAxis axis(Drawn drawn, List<Estimated> all, String label, int ticks) {
    double low = ends(all).min().orElse(0);
    double high = ends(all).max().orElse(1);
    double room = ROOM * Math.max(high - low, 0.02);
    NumberAxis axis =
        Chart.numbers(label, Math.max(0, low - room), Math.min(1, high + room), ticks);
    axis.setNumberFormatOverride(drawn.format());
    return axis;
  }

  private static DoubleStream ends(List<Estimated> all) {
    return all.stream()
        .flatMap(each -> Stream.of(each.interval().lower(), each.value(), each.interval().upper()))
        .mapToDouble(Double::doubleValue);
  }

  static void add(XYIntervalSeries series, double x, Estimated figure) {
    series.add(x, x, x, figure.value(), figure.interval().lower(), figure.interval().upper());
  }

  static XYIntervalSeriesCollection collection(XYIntervalSeries series) {
    XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
    collection.addSeries(series);
    return collection;
  }

  /** Points with upright whiskers. */
  static XYErrorRenderer whiskers(Color color) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setSeriesPaint(0, color);
    renderer.setErrorStroke(Chart.THIN);
    renderer.setCapLength(5);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-3.5, -3.5, 7, 7));
    return renderer;
  }
}
