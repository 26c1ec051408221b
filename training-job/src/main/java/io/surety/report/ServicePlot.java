package io.surety.report;

import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.ServiceSpan;
import java.awt.BasicStroke;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.xy.XYSeries;

/** Who answered over time, and how the breaker stood. */
final class ServicePlot {

  private static final int WIDTH = 470;
  private static final int MARGIN = 90;
  private static final int LANE = 36;
  private static final int TICKS = 6;
  private static final double LEAST_PART = 0.008;
  private static final String POLICY = "the policy";
  private static final Stroke BAR =
      new BasicStroke(14, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL);

  private ServicePlot() {}

  static String answerer(ServiceSpan span) {
    return span.answeredBy().map(ModelVersion::toString).orElse(POLICY);
  }

  static Html figure(String id, ModelHealth health) {
    TimeScale time = new TimeScale(health.period(), TICKS);
    List<String> lanes = new ArrayList<>();
    for (ServiceSpan span : health.service().reversed()) {
      if (!lanes.contains(answerer(span))) {
        lanes.addFirst(answerer(span));
      }
    }
    NumberAxis up = Chart.styled(new NumberAxis());
    up.setRange(-0.5, Math.max(1, lanes.size()) - 0.5);
    up.setTickUnit(new NumberTickUnit(1));
    up.setNumberFormatOverride(new Words(lanes));
    Lines lines = new Lines(time.axis(), up);
    lines.plot().setRangeGridlinesVisible(false);
    Map<BreakerState, XYSeries> bars = new EnumMap<>(BreakerState.class);
    bars.put(BreakerState.CLOSED, lines.line("breaker closed", Ink.GOOD.color(), BAR));
    bars.put(BreakerState.OPEN, lines.line("open", Ink.BAD.color(), BAR));
    bars.put(BreakerState.HALF_OPEN, lines.line("half-open", Ink.CHAMPION.color(), BAR));
    for (ServiceSpan span : health.service()) {
      double from = Math.max(0, time.at(span.from()));
      double until = span.until().map(time::at).filter(end -> end < time.end()).orElse(time.end());
      double least = LEAST_PART * time.end();
      double right = Math.min(time.end(), Math.max(until, from + least));
      XYSeries bar = bars.get(span.breaker());
      if (bar != null) {
        int lane = lanes.indexOf(answerer(span));
        bar.add(Math.min(from, right - least), lane);
        bar.add(right, lane);
        bar.add(right, Double.NaN);
      }
    }
    return new Chart(
            id + "-service",
            "Who answered, and how the breaker stood",
            "A lane for each who answered; the colour is the breaker of the version that the alias"
                + " pointed at. Stretches too short to see are drawn wider.")
        .figure(lines.plot(), WIDTH, MARGIN + LANE * Math.max(1, lanes.size()));
  }
}
