package io.surety.report;

import io.surety.bundle.DecisionPolicy;
import io.surety.evaluation.Curves.ScoreBin;
import io.surety.evaluation.Evaluation;
import java.util.List;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** How the scores of good and bad loans are spread, and where the policy cuts. */
final class ScorePlot {

  private static final int WIDTH = 470;
  private static final int HEIGHT = 380;
  private static final double SHEER = 0.55;

  private ScorePlot() {}

  static Html figure(Evaluation evaluation) {
    List<ScoreBin> bins = evaluation.curves().scores();
    double from = bins.isEmpty() ? 0 : bins.getFirst().from();
    double to = bins.isEmpty() ? 1 : end(bins);
    double top = bins.stream().mapToDouble(bin -> Math.max(bin.bad(), bin.good())).max().orElse(1);
    XYSeries good = new XYSeries("paid on time", false, true);
    XYSeries bad = new XYSeries("not paid on time", false, true);
    for (ScoreBin bin : bins) {
      good.add(bin.from(), bin.good());
      bad.add(bin.from(), bin.bad());
    }
    if (!bins.isEmpty()) {
      good.add(to, 0);
      bad.add(to, 0);
    }
    XYSeriesCollection series = new XYSeriesCollection();
    series.addSeries(good);
    series.addSeries(bad);
    XYStepAreaRenderer renderer = new XYStepAreaRenderer(XYStepAreaRenderer.AREA);
    renderer.setSeriesPaint(0, Ink.GOOD.sheer(SHEER));
    renderer.setSeriesPaint(1, Ink.BAD.sheer(SHEER));
    XYPlot plot =
        Lines.styled(
            new XYPlot(
                series,
                Chart.percent("probability of not paying", from, to),
                Chart.percent("share of the loans of that outcome", 0, 1.12 * top),
                renderer));
    mark(plot, evaluation.policy(), from, to);
    return new Chart(
            "scores",
            "Scores by outcome",
            "Each colour adds up to 100 %. The more the two hills stand apart, the better. The last"
                + " step also holds the few loans beyond the scale. Dashed: the thresholds of the"
                + " policy, where they fall inside.")
        .figure(plot, WIDTH, HEIGHT);
  }

  private static void mark(XYPlot plot, DecisionPolicy policy, double from, double to) {
    mark(plot, policy.approveBelow(), "approve below", from, to);
    if (policy.declineFrom() > policy.approveBelow()) {
      mark(plot, policy.declineFrom(), "decline from", from, to);
    }
  }

  private static void mark(XYPlot plot, double at, String words, double from, double to) {
    if (at > from && at < to) {
      ValueMarker marker = Lines.upright(at, words, Ink.MUTED.color());
      turnInside(marker, from, to);
      plot.addDomainMarker(marker);
    }
  }

  /** Where the scale of scores ends: the risky tail beyond it lies in the last bin. */
  static double end(List<ScoreBin> bins) {
    ScoreBin last = bins.getLast();
    double width = bins.size() > 1 ? bins.getFirst().to() - bins.getFirst().from() : 0.01;
    return last.from() + width;
  }

  /** Puts the words of an upright to its left when it stands in the right part of the scale. */
  static void turnInside(ValueMarker marker, double from, double to) {
    if (marker.getValue() > from + 0.6 * (to - from)) {
      marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
      marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
    }
  }
}
