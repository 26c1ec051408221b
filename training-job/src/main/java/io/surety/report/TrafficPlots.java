package io.surety.report;

import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.Histogram;
import io.surety.watch.health.InputHealth;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.TrafficSlot;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StackedXYBarRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.xy.DefaultTableXYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** What was asked and answered over time. */
final class TrafficPlots {

  private static final int WIDTH = 470;
  private static final int HEIGHT = 260;
  private static final int TICKS = 6;
  private static final double SHEER = 0.5;
  private static final double HUNDREDTH = 0.01;

  private final String id;
  private final ModelHealth health;
  private final List<TrafficSlot> slots;
  private final TimeScale time;

  TrafficPlots(String id, ModelHealth health) {
    this.id = id;
    this.health = health;
    this.slots = health.traffic();
    this.time = new TimeScale(health.period(), TICKS);
  }

  Html decisions() {
    XYSeries approved = new XYSeries("approve", false, false);
    XYSeries referred = new XYSeries("refer", false, false);
    XYSeries declined = new XYSeries("decline", false, false);
    long top = 1;
    for (TrafficSlot each : slots) {
      double middle = time.at(each.from()) + 0.5;
      approved.add(middle, (double) each.approved());
      referred.add(middle, (double) each.referred());
      declined.add(middle, (double) each.declined());
      top = Math.max(top, each.decisions());
    }
    DefaultTableXYDataset stacked = new DefaultTableXYDataset();
    stacked.addSeries(approved);
    stacked.addSeries(referred);
    stacked.addSeries(declined);
    stacked.setIntervalWidth(1);
    StackedXYBarRenderer renderer = new StackedXYBarRenderer(0.1);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, Ink.GOOD.color());
    renderer.setSeriesPaint(1, Ink.FAINT.color());
    renderer.setSeriesPaint(2, Ink.BAD.color());
    NumberAxis up = Chart.numbers(null, 0, 1.08 * top, TICKS);
    up.setNumberFormatOverride(Digits.thousands());
    return new Chart(
            id + "-decisions",
            "Decisions by " + time.slot(),
            "All that was answered for the alias, by whoever answered.")
        .figure(Lines.styled(new XYPlot(stacked, time.axis(), up, renderer)), WIDTH, HEIGHT);
  }

  Html latency() {
    double top =
        slots.stream().mapToDouble(each -> each.slow() == null ? 0 : each.slow()).max().orElse(1);
    Lines lines =
        new Lines(time.axis(), Chart.numbers("milliseconds", 0, 1.08 * Math.max(top, 1), TICKS));
    XYSeries slow = lines.line("99 % within", Ink.BAD.color(), Chart.LINE);
    XYSeries half = lines.line("half within", Ink.MODEL.color(), Chart.LINE);
    for (TrafficSlot each : slots) {
      double middle = time.at(each.from()) + 0.5;
      slow.add(middle, each.slow() == null ? Double.NaN : each.slow());
      half.add(middle, each.half() == null ? Double.NaN : each.half());
    }
    return new Chart(
            id + "-latency",
            "Time to a decision by " + time.slot(),
            "From the first byte of a request until its decision was made; it is logged and sent"
                + " after that.")
        .figure(lines.plot(), WIDTH, HEIGHT);
  }

  Html refusals() {
    double top = 1;
    for (TrafficSlot each : slots) {
      top = Math.max(top, (double) Math.max(each.failed(), each.dependencyFailed()));
      top = Math.max(top, (double) each.unknown());
    }
    NumberAxis up = Chart.numbers(null, 0, 1.08 * top, TICKS);
    up.setNumberFormatOverride(Digits.thousands());
    Lines lines = new Lines(time.axis(), up);
    XYSeries failed = lines.line("failed requests", Ink.BAD.color(), Chart.LINE);
    XYSeries dependencies = lines.line("failed by dependencies", Ink.FAINT.color(), Chart.LINE);
    XYSeries unknown = lines.line("unknown categories", Ink.CHAMPION.color(), Chart.LINE);
    for (TrafficSlot each : slots) {
      double middle = time.at(each.from()) + 0.5;
      boolean counted = each.answered() != null;
      failed.add(middle, counted ? (double) each.failed() : Double.NaN);
      dependencies.add(middle, counted ? (double) each.dependencyFailed() : Double.NaN);
      unknown.add(middle, counted ? (double) each.unknown() : Double.NaN);
    }
    return new Chart(
            id + "-refusals",
            "What was not answered by " + time.slot(),
            "Requests that failed for a fault of the version, or of what every version needs, such"
                + " as the feature service or the log; and rows that were refused because the model"
                + " does not know a category of theirs.")
        .figure(lines.plot(), WIDTH, HEIGHT);
  }

  /** How the newest scores lie against those of the reference and the policy's thresholds. */
  Html scores() {
    long all = Math.max(1, health.windowRows());
    int end = 1;
    for (int bin = 0; bin < health.scores().size(); bin++) {
      end = health.scores().get(bin) > 0 ? bin + 1 : end;
    }
    double to = Math.min(1, (end + 2) * HUNDREDTH);
    XYSeries now = new XYSeries("now", false, true);
    double top = HUNDREDTH;
    for (int bin = 0; bin < end; bin++) {
      double share = (double) health.scores().get(bin) / all;
      now.add(bin * HUNDREDTH, share);
      top = Math.max(top, share);
    }
    now.add(end * HUNDREDTH, 0);
    XYSeries before = reference(to);
    top = Math.max(top, before.getMaxY());
    XYStepAreaRenderer area = new XYStepAreaRenderer(XYStepAreaRenderer.AREA);
    area.setSeriesPaint(0, Ink.MODEL.sheer(SHEER));
    XYPlot plot =
        Lines.styled(
            new XYPlot(
                new XYSeriesCollection(now),
                Chart.percent("probability of not paying", 0, to),
                Chart.percent("share of the answers", 0, 1.12 * top),
                area));
    XYStepRenderer line = new XYStepRenderer();
    line.setSeriesPaint(0, Ink.MUTED.color());
    line.setSeriesStroke(0, Chart.THIN);
    plot.setDataset(1, new XYSeriesCollection(before));
    plot.setRenderer(1, line);
    mark(plot, to);
    return new Chart(
            id + "-scores",
            "Scores",
            "Of the newest answers, by hundredths, as an area; the line is the reference, even"
                + " within its tenths. Dashed: the thresholds of the policy.")
        .figure(plot, WIDTH, HEIGHT + 40);
  }

  private XYSeries reference(double to) {
    InputHealth scores = health.inputs().getLast();
    Histogram histogram = scores.reference();
    XYSeries line = new XYSeries("reference", false, true);
    double total = Math.max(1, histogram.total());
    double from = 0;
    for (int bin = 0; bin < histogram.counts().size() && from < to; bin++) {
      double end = bin < histogram.edges().size() ? histogram.edges().get(bin) : to;
      double width = Math.max(HUNDREDTH / 10, Math.min(end, 1) - from);
      line.add(from, histogram.counts().get(bin) / total * HUNDREDTH / width);
      from = end;
    }
    line.add(to, 0);
    return line;
  }

  private void mark(XYPlot plot, double to) {
    DecisionPolicy policy = health.decisions();
    mark(plot, policy.approveBelow(), "approve below", to);
    if (policy.declineFrom() > policy.approveBelow()) {
      mark(plot, policy.declineFrom(), "decline from", to);
    }
  }

  private static void mark(XYPlot plot, double at, String words, double to) {
    if (at > 0 && at < to) {
      ValueMarker marker = Lines.upright(at, words, Ink.MUTED.color());
      ScorePlot.turnInside(marker, 0, to);
      plot.addDomainMarker(marker);
    }
  }
}
