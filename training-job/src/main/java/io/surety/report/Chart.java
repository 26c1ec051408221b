package io.surety.report;

import java.awt.BasicStroke;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;
import org.jspecify.annotations.Nullable;

/** One plot of the report: the looks that all of them share, and their way into the page. */
final class Chart {

  static final Stroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final Stroke THIN = new BasicStroke(1);
  static final Stroke DASHED =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0);

  static final PlainFont LABEL = PlainFont.plain(12);
  private static final int TICKS = 7;

  /** A line that goes nowhere: see {@link Dots}. */
  private static final Pattern DOT = Pattern.compile("M([-0-9.]+,[-0-9.]+)L\\1(?![0-9.])");

  private final String id;
  private final String title;
  private final String caption;

  /**
   * A plot.
   *
   * @param id unique in the page
   * @param title what it shows
   * @param caption how to read it
   */
  Chart(String id, String title, String caption) {
    this.id = id;
    this.title = title;
    this.caption = caption;
  }

  /** Draws the plot as a figure of the page. */
  Html figure(Plot plot, int width, int height) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setInsets(new RectangleInsets(4, 2, 2, 22));
    plot.setNoDataMessageFont(LABEL);
    plot.setNoDataMessagePaint(Ink.MUTED.color());
    JFreeChart chart = new JFreeChart(null, LABEL, plot, true);
    chart.setBackgroundPaint(null);
    chart.setPadding(RectangleInsets.ZERO_INSETS);
    LegendTitle legend = chart.getLegend();
    if (plot.getLegendItems().getItemCount() < 2) {
      chart.removeLegend();
    } else {
      legend.setItemFont(LABEL);
      legend.setItemPaint(Ink.TEXT.color());
      legend.setItemLabelPadding(new RectangleInsets(2, 2, 2, 14));
      legend.setBackgroundPaint(null);
      legend.setFrame(BlockBorder.NONE);
      legend.setPosition(RectangleEdge.TOP);
    }
    return Html.of(
        """
        <figure id="figure-{}">
        <h3>{}</h3>
        {}
        <figcaption>{}</figcaption>
        </figure>\
        """,
        id,
        title,
        new Html(svg(chart, width, height)),
        caption);
  }

  private String svg(JFreeChart chart, int width, int height) {
    SVGGraphics2D svg = new SVGGraphics2D(width, height);
    svg.setDefsKeyPrefix(id + "-");
    svg.setFontFunction(family -> "inherit");
    svg.setGeomDoubleConverter(Chart::tenths);
    svg.setTransformDoubleConverter(value -> String.format(Locale.ROOT, "%.4f", value));
    TextUtils.setUseDrawRotatedStringWorkaround(false); // it draws glyphs, with the machine's fonts
    chart.draw(new SvgCanvas(svg), new Rectangle2D.Double(0, 0, width, height));
    String element =
        svg.getSVGElement("plot-" + id, false, new ViewBox(0, 0, width, height), null, null);
    String inPage =
        element
            .replaceAll(" xmlns(:\\w+)?='[^']*'", "")
            .replaceFirst(
                "<svg ",
                "<svg role='img' aria-label='%s' style='max-width:%dpx' "
                    .formatted(Matcher.quoteReplacement(Html.text(title).markup()), width));
    String lean = inPage.replace("fill-opacity: 1.0; ", "").replace(";stroke-opacity:1.0", "");
    return Ink.themed(DOT.matcher(lean).replaceAll("M$1h0"));
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Gives an axis the common looks. */
  static <A extends Axis> A styled(A axis) {
    axis.setLabelFont(LABEL);
    axis.setLabelPaint(Ink.MUTED.color());
    axis.setTickLabelFont(LABEL);
    axis.setTickLabelPaint(Ink.TEXT.color());
    axis.setAxisLinePaint(Ink.GRID.color());
    axis.setTickMarksVisible(false);
    return axis;
  }

  /** An axis of shares, labelled in per cent, from one share to another. */
  static NumberAxis percent(@Nullable String label, double from, double to) {
    NumberAxis axis = numbers(label, from, to, TICKS);
    double step = axis.getTickUnit().getSize();
    int digits = (int) Math.clamp(-Math.floor(Math.log10(step * 1.001)) - 2, 0, 4);
    axis.setNumberFormatOverride(Digits.percents(digits));
    return axis;
  }

  /** An axis from one number to another, with at most this many round steps. */
  static NumberAxis numbers(@Nullable String label, double from, double to, int ticks) {
    NumberAxis axis = styled(new NumberAxis(label));
    axis.setRange(from, to > from ? to : from + 1);
    axis.setTickUnit(new NumberTickUnit(step(axis.getRange().getLength() / ticks)));
    return axis;
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is at least this. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int times : new int[] {1, 2, 5}) {
      if (times * power >= least) {
        return times * power;
      }
    }
    return 10 * power;
  }
}
