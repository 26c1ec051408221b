package io.surety.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import java.util.Objects;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * An axis across whose first label stands in the middle under the plot's left edge: half of it
 * needs room beside the plot, which {@link NumberAxis} alone does not leave.
 */
final class RoomyAxis extends NumberAxis {

  @Serial private static final long serialVersionUID = 1L;

  private final String first;

  RoomyAxis(String first) {
    this.first = first;
  }

  @Override
  public AxisSpace reserveSpace(
      Graphics2D canvas, Plot plot, Rectangle2D area, RectangleEdge edge, AxisSpace space) {
    AxisSpace reserved = super.reserveSpace(canvas, plot, area, edge, space);
    int width = canvas.getFontMetrics(getTickLabelFont()).stringWidth(first);
    reserved.ensureAtLeast(Math.ceil(width / 2.0), RectangleEdge.LEFT);
    return reserved;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoomyAxis axis && first.equals(axis.first) && super.equals(other);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), first);
  }
}
