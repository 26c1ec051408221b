package io.surety.report;

import io.surety.runs.RunRecord;
import io.surety.runs.RunState;
import io.surety.watch.health.Period;
import java.awt.BasicStroke;
import java.awt.Stroke;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.xy.XYSeries;

/** The chapter about what was done when, as the run log has it. */
final class WorkSection {

  private static final int WIDTH = 470;
  private static final int MARGIN = 90;
  private static final int LANE = 30;
  private static final int TICKS = 6;
  private static final double LEAST_PART = 0.006;
  private static final Stroke BAR = stroke(12);

  /** What went wrong stands out of its lane, for those who cannot tell the colours apart too. */
  private static final Stroke TALL = stroke(24);

  private WorkSection() {}

  private static Stroke stroke(int height) {
    return new BasicStroke(height, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL);
  }

  static Html section(List<Work> all, Period period) {
    if (all.isEmpty()) {
      return Html.of(
          """
          <section id="work">
          <h2>What was done when</h2>
          <p>No run was recorded in this time, and none was ever done; './surety cycle' does the \
          work of a night.</p>
          </section>
          """);
    }
    return Html.of(
        """
        <section id="work">
        <h2>What was done when</h2>
        <div class="plots">
        {}
        <div>
        {}
        </div>
        </div>
        </section>
        """,
        figure(all, period),
        table(all, period.until()));
  }

  private static Html table(List<Work> all, Instant now) {
    Table table = new Table("work", "last done", "took", "begun in this time", "of them not done");
    for (Work work : all) {
      table.row(
          Html.of("{}{}", work.name(), failure(work, now)),
          work.lastDone().map(run -> ago(run, now)).orElse("never"),
          work.lastDone().map(run -> HealthVerdict.ago(run.duration(now))).orElse(Digits.NONE),
          Digits.count(work.runs().size()),
          work.undone() == 0
              ? Digits.count(0)
              : Html.of("<b class=\"bad\">{}</b>", Digits.count(work.undone())));
    }
    return table.html();
  }

  private static Html failure(Work work, Instant now) {
    return work.failure()
        .map(run ->
            Html.of(
                " <small><b class=\"bad\">{} {}</b> {}</small>",
                run.state().words(),
                ago(run, now),
                run.message()))
        .orElse(Html.NOTHING);
  }

  private static String ago(RunRecord run, Instant now) {
    return HealthVerdict.ago(Duration.between(run.ended().orElse(run.started()), now)) + " ago";
  }

  private static Html figure(List<Work> all, Period period) {
    TimeScale time = new TimeScale(period, TICKS);
    List<String> lanes = all.reversed().stream().map(Work::name).toList();
    NumberAxis up = Chart.styled(new NumberAxis());
    up.setRange(-0.5, lanes.size() - 0.5);
    up.setTickUnit(new NumberTickUnit(1));
    up.setNumberFormatOverride(new Words(lanes));
    Lines lines = new Lines(time.axis(), up);
    lines.plot().setRangeGridlinesVisible(false);
    Map<RunState, XYSeries> bars = new EnumMap<>(RunState.class);
    bars.put(RunState.DONE, lines.line("done", Ink.GOOD.color(), BAR));
    bars.put(RunState.RUNNING, lines.line("running", Ink.MODEL.color(), BAR));
    bars.put(RunState.FAILED, lines.line("failed", Ink.BAD.color(), TALL));
    bars.put(RunState.BROKEN_OFF, lines.line("broken off", Ink.CHAMPION.color(), TALL));
    for (Work work : all) {
      for (RunRecord run : work.runs()) {
        XYSeries bar = bars.get(run.state());
        if (bar != null && run.started().isBefore(period.until())) {
          draw(run, bar, lanes.indexOf(work.name()), time);
        }
      }
    }
    return new Chart(
            "work",
            "Runs over time",
            "A lane for each kind of work, whoever began it; a gap is a night in which nothing was"
                + " done, and what went wrong stands out of its lane. Runs too short to see are"
                + " drawn wider.")
        .figure(lines.plot(), WIDTH, MARGIN + LANE * lanes.size());
  }

  /** One that broke off, and of which nobody wrote when, is drawn at its beginning. */
  private static void draw(RunRecord run, XYSeries bar, int lane, TimeScale time) {
    double from = time.at(run.started());
    double until =
        run.ended()
            .map(time::at)
            .orElse(run.state() == RunState.RUNNING ? (Double) time.end() : (Double) from);
    double end = Math.max(until, from + LEAST_PART * time.end());
    bar.add(Math.min(from, (1 - LEAST_PART) * time.end()), lane);
    bar.add(Math.min(end, time.end()), lane);
    bar.add(end, Double.NaN);
  }
}
