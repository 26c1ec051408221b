package io.surety.report;

import io.surety.bundle.Histogram;
import io.surety.bundle.InputType;
import io.surety.watch.Measured;
import io.surety.watch.Measurements.TrendPoint;
import io.surety.watch.health.InputHealth;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.statistics.DriftStatistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jspecify.annotations.Nullable;

/** An input as it was and as it is, and how far apart the two were over time. */
final class InputPlots {

  private static final int WIDTH = 330;
  private static final int HEIGHT = 210;
  private static final int TREND_HEIGHT = 130;
  private static final int TREND_TICKS = 3;
  private static final int MOST_EDGES = 5;
  private static final double AIR = 0.12;

  private InputPlots() {}

  static String words(InputHealth input) {
    return input.isScores() ? "scores" : input.name();
  }

  /** Both histograms, and what was measured of them. */
  static Html histograms(String id, InputHealth input) {
    Scale scale = new Scale(input);
    XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
    bars.addSeries(bars("reference", scale, input.reference(), AIR, 1));
    bars.addSeries(bars("now", scale, input.current(), 1, 2 - AIR));
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setUseYInterval(false);
    renderer.setSeriesPaint(0, Ink.FAINT.color());
    renderer.setSeriesPaint(1, input.isShifted() ? Ink.BAD.color() : Ink.MODEL.color());
    double top = Math.max(0.01, Math.max(greatest(input.reference()), greatest(input.current())));
    XYPlot plot =
        Lines.styled(new XYPlot(bars, scale.axis(), Chart.percent(null, 0, 1.06 * top), renderer));
    plot.setDomainGridlinesVisible(false);
    return new Chart(id + "-histogram", words(input), sentence(input)).figure(plot, WIDTH, HEIGHT);
  }

  private static String sentence(InputHealth input) {
    List<String> parts = new ArrayList<>();
    input
        .reading(DriftStatistic.POPULATION_STABILITY)
        .ifPresentOrElse(
            reading ->
                parts.add(
                    "PSI %s, cut %s%s"
                        .formatted(
                            Digits.of(reading.value()),
                            Digits.of(reading.cut()),
                            input.isShifted() ? ": shifted" : "")),
            () -> parts.add("Not measured: too few answers, or one value only"));
    add(parts, "JS", input, DriftStatistic.JENSEN_SHANNON);
    add(parts, "KS", input, DriftStatistic.KOLMOGOROV_SMIRNOV);
    if (!input.isScores()) {
      parts.add(
          "missing %s, was %s".formatted(missing(input.current()), missing(input.reference())));
    }
    return String.join("; ", parts) + ".";
  }

  private static void add(
      List<String> parts, String name, InputHealth input, DriftStatistic statistic) {
    input
        .reading(statistic)
        .map(Measured::value)
        .ifPresent(value -> parts.add(name + " " + Digits.of(value)));
  }

  static String missing(Histogram histogram) {
    return histogram.total() == 0
        ? Digits.NONE
        : Digits.percent((double) histogram.missing() / histogram.total());
  }

  private static XYIntervalSeries bars(
      String name, Scale scale, Histogram histogram, double from, double to) {
    XYIntervalSeries bars = new XYIntervalSeries(name, false, true);
    double all = Math.max(1, histogram.total());
    for (int bin = 0; bin < histogram.counts().size(); bin++) {
      add(bars, 2.0 * bin, from, to, histogram.counts().get(bin) / all);
    }
    if (scale.hasMissing()) {
      add(bars, scale.missingFrom(), from, to, histogram.missing() / all);
    }
    return bars;
  }

  private static void add(
      XYIntervalSeries bars, double left, double from, double to, double share) {
    bars.add(left + (from + to) / 2, left + from, left + to, share, share, share);
  }

  private static double greatest(Histogram histogram) {
    double all = Math.max(1, histogram.total());
    return DoubleStream.concat(
            histogram.counts().stream().mapToDouble(count -> count / all),
            DoubleStream.of(histogram.missing() / all))
        .max()
        .orElse(0);
  }

  /** The index over time against its cut. */
  static Html trend(String id, InputHealth input, ModelHealth health) {
    TimeScale time = new TimeScale(health.period(), TREND_TICKS);
    double top =
        input.trend().stream()
            .mapToDouble(each -> Math.max(each.value(), each.cut()))
            .max()
            .orElse(0.1);
    NumberAxis up = Chart.numbers(null, 0, 1.1 * top, TREND_TICKS);
    up.setNumberFormatOverride(Digits.decimals(2));
    Lines lines = new Lines(time.axis(), up);
    lines.hideLegend();
    XYSeries values =
        lines.line("PSI", input.isShifted() ? Ink.BAD.color() : Ink.MODEL.color(), Chart.LINE);
    XYSeries cuts = lines.line("cut", Ink.FAINT.color(), Chart.DASHED);
    @Nullable TrendPoint last = null;
    for (TrendPoint point : input.trend()) {
      double at = time.at(point.at());
      if (last != null && isApart(last, point, health)) {
        values.add(at, Double.NaN);
        cuts.add(at, Double.NaN);
      }
      values.add(at, point.value());
      cuts.add(at, point.cut());
      last = point;
    }
    return new Chart(
            id + "-trend",
            "PSI of " + words(input) + " over time",
            input.trend().isEmpty()
                ? "The watch has measured nothing in this time."
                : "The greatest of each stretch; dashed: the cut for as many rows as there were.")
        .figure(lines.plot(), WIDTH, TREND_HEIGHT);
  }

  /** Whether nobody measured between two points for long. */
  private static boolean isApart(TrendPoint one, TrendPoint next, ModelHealth health) {
    long step =
        (health.period().until().getEpochSecond() - health.period().since().getEpochSecond()) / 40;
    return next.at().getEpochSecond() - one.at().getEpochSecond() > step;
  }

  /**
   * Bins side by side, each two wide, however far apart their edges are. Labels stand at edges, or
   * in the middle of bins that have names.
   */
  private static final class Scale {

    private final int bins;
    private final boolean missing;
    private final List<String> labels;

    Scale(InputHealth input) {
      this.bins = input.reference().counts().size();
      this.missing = input.reference().missing() > 0 || input.current().missing() > 0;
      this.labels = new ArrayList<>(Collections.nCopies(2 * bins + 4, ""));
      List<String> names = names(input);
      if (names.size() == bins) {
        for (int bin = 0; bin < bins; bin++) {
          labels.set(2 * bin + 1, names.get(bin));
        }
      } else {
        List<Double> edges = input.reference().edges();
        int step = (edges.size() + MOST_EDGES - 1) / MOST_EDGES;
        for (int edge = 0; edge < edges.size(); edge += Math.max(1, step)) {
          double at = edges.get(edge);
          labels.set(2 * (edge + 1), input.isScores() ? Digits.percent(at) : Digits.value(at));
        }
      }
      if (missing) {
        labels.set(2 * bins + 2, "none");
      }
    }

    private static List<String> names(InputHealth input) {
      InputType type = input.type();
      if (type == InputType.FLAG) {
        return ValueScale.FLAG_WORDS;
      }
      return type == InputType.CATEGORY ? input.categories() : List.of();
    }

    boolean hasMissing() {
      return missing;
    }

    double missingFrom() {
      return 2.0 * bins + 1;
    }

    NumberAxis axis() {
      NumberAxis axis = Chart.styled(new NumberAxis());
      axis.setRange(0, missing ? 2.0 * bins + 3 : 2.0 * bins);
      axis.setTickUnit(new NumberTickUnit(1));
      axis.setNumberFormatOverride(new Words(labels));
      return axis;
    }
  }
}
