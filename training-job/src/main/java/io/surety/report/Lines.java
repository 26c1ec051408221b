package io.surety.report;

import java.awt.Color;
import java.awt.Paint;
import java.awt.Stroke;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A plot of lines over two axes. */
final class Lines {

  private final XYSeriesCollection series = new XYSeriesCollection();
  private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
  private final XYPlot plot;

  Lines(ValueAxis across, ValueAxis up) {
    renderer.setDrawSeriesLineAsPath(true);
    this.plot = styled(new XYPlot(series, across, up, renderer));
  }

  static XYPlot styled(XYPlot plot) {
    plot.setOutlineVisible(false);
    plot.setBackgroundPaint(null);
    plot.setDomainGridlinePaint(Ink.GRID.color());
    plot.setRangeGridlinePaint(Ink.GRID.color());
    plot.setDomainGridlineStroke(Chart.THIN);
    plot.setRangeGridlineStroke(Chart.THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    return plot;
  }

  /** An empty line, to be filled with points in drawing order. */
  XYSeries line(String name, Paint paint, Stroke stroke) {
    XYSeries line = new XYSeries(name, false, true);
    int number = series.getSeriesCount();
    series.addSeries(line);
    renderer.setSeriesPaint(number, paint);
    renderer.setSeriesStroke(number, stroke);
    return line;
  }

  /** A dashed straight line from one point to another. */
  void reference(String name, double x1, double y1, double x2, double y2) {
    XYSeries line = line(name, Ink.FAINT.color(), Chart.DASHED);
    line.add(x1, y1);
    line.add(x2, y2);
  }

  /** Leaves the lines out of the legend. */
  void hideLegend() {
    renderer.setDefaultSeriesVisibleInLegend(false);
  }

  XYPlot plot() {
    return plot;
  }

  /** A dashed upright with words at its top. */
  static ValueMarker upright(double at, String words, Color color) {
    ValueMarker marker = new ValueMarker(at, color, Chart.DASHED);
    marker.setLabel(words);
    marker.setLabelFont(Chart.LABEL);
    marker.setLabelPaint(Ink.MUTED.color());
    marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
    marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
    marker.setLabelTextAnchor(TextAnchor.TOP_LEFT);
    return marker;
  }
}
