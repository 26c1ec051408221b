package io.surety.report;

import io.surety.watch.Measurements.LastLook;
import io.surety.watch.health.Consistency;
import io.surety.watch.health.Freshness;
import io.surety.watch.health.FreshnessSlot;
import io.surety.watch.health.ModelHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.xy.XYSeries;
import org.jspecify.annotations.Nullable;

/** The chapter about the age of what answers rest on, and of what proves them. */
final class FreshnessSection {

  private static final int WIDTH = 470;
  private static final int HEIGHT = 280;
  private static final int TICKS = 6;
  private static final int DAY = 24;

  /** What is older than so many limits stands outside of the plot, and in the table. */
  private static final int MOST_LIMITS = 4;

  private static final double LIMIT_HOURS = Freshness.LIMIT.toHours();

  private final String id;
  private final ModelHealth health;
  private final Freshness freshness;
  private final Instant now;

  private FreshnessSection(String id, ModelHealth health, Instant now) {
    this.id = id;
    this.health = health;
    this.freshness = health.freshness();
    this.now = now;
  }

  static Html of(String id, ModelHealth health, Instant now) {
    FreshnessSection section = new FreshnessSection(id, health, now);
    return Html.of(
        """
        <section>
        <h2>How fresh features are</h2>
        {}
        <div class="plots">
        {}
        <div>
        <h3>When it was decided</h3>
        <dl>
        <dt>half were younger than</dt><dd>{}</dd>
        <dt>99 % were younger than</dt><dd>{}</dd>
        </dl>
        {}
        </div>
        </div>
        {}
        </section>
        """,
        section.ages(),
        section.figure(),
        hours(section.freshness.halfHours()),
        hours(section.freshness.slowHours()),
        section.counts(),
        Html.folded("The ages in figures", section.slots()));
  }

  /** Three ages, each as a bar that is full at its limit. */
  private Html ages() {
    return Html.of(
        """
        <table class="ages">
        <thead><tr><th scope="col">what</th><th scope="col">full at its limit</th>\
        <th scope="col">age and limit</th></tr></thead>
        <tbody>
        {}
        {}
        {}
        </tbody>
        </table>
        """,
        age(
            "the newest loans",
            freshness.newestLoad(),
            Freshness.LIMIT,
            "not known here: no loans were loaded, or they are in another database"),
        age(
            "the last check of logged features",
            health.consistency().map(Consistency::at),
            Consistency.LIMIT,
            "there was none yet; './surety consistency' checks"),
        age(
            "the last look of the watch",
            health.look().map(LastLook::at),
            HealthVerdict.LATE,
            "there was none yet; './surety watch' looks"));
  }

  private Html age(String what, Optional<Instant> at, Duration limit, String without) {
    if (at.isEmpty()) {
      return Html.of("<tr><th scope=\"row\">{}</th><td></td><td>{}</td></tr>", what, without);
    }
    Duration age = Duration.between(at.get(), now);
    boolean late = age.compareTo(limit) > 0;
    long share = Math.clamp(100 * age.toMillis() / limit.toMillis(), 0, 100);
    return Html.of(
        """
        <tr><th scope="row">{}</th>\
        <td><div class="age{}" aria-hidden="true"><i style="width:{}%"></i></div></td>\
        <td>{} <small>of {}; {}</small></td></tr>\
        """,
        what,
        late ? " late" : "",
        share,
        late
            ? Html.of("<b class=\"bad\">{}, too old</b>", HealthVerdict.ago(age))
            : HealthVerdict.ago(age),
        HealthVerdict.ago(limit),
        HealthReport.MOMENT.format(at.get()));
  }

  private Html figure() {
    TimeScale time = new TimeScale(health.period(), TICKS);
    Lines lines =
        new Lines(
            time.axis(),
            axis(1.08 * Math.clamp(greatest(), LIMIT_HOURS, MOST_LIMITS * LIMIT_HOURS)));
    XYSeries load = lines.line("newest loads, at most", Ink.FAINT.color(), Chart.LINE);
    XYSeries slow = lines.line("99 % within", Ink.BAD.color(), Chart.LINE);
    XYSeries half = lines.line("half within", Ink.MODEL.color(), Chart.LINE);
    for (FreshnessSlot each : freshness.slots()) {
      double middle = time.at(each.from()) + 0.5;
      load.add(middle, number(each.loadHours()));
      slow.add(middle, number(each.slowHours()));
      half.add(middle, number(each.halfHours()));
    }
    lines.reference("limit", 0, LIMIT_HOURS, time.end(), LIMIT_HOURS);
    return new Chart(
            id + "-freshness",
            "Age of features by " + time.slot(),
            "What was known of users was this old when it was decided about them; and the greatest"
                + " age that the newest loads reached, whether anybody asked or not. From "
                + HealthVerdict.ago(Freshness.LIMIT)
                + " on somebody is told."
                + (greatest() > MOST_LIMITS * LIMIT_HOURS
                    ? " Greater ages than the plot has room for are in the table."
                    : ""))
        .figure(lines.plot(), WIDTH, HEIGHT);
  }

  /** In steps of days, where they are not too many. */
  private static NumberAxis axis(double top) {
    NumberAxis axis = Chart.numbers("hours", 0, top, TICKS);
    if (top <= TICKS * DAY) {
      axis.setTickUnit(new NumberTickUnit(DAY));
    }
    return axis;
  }

  private double greatest() {
    double greatest = 0;
    for (FreshnessSlot each : freshness.slots()) {
      greatest = Math.max(greatest, each.slowHours() == null ? 0 : each.slowHours());
      greatest = Math.max(greatest, each.loadHours() == null ? 0 : each.loadHours());
    }
    return greatest;
  }

  private static double number(@Nullable Double hours) {
    return hours == null ? Double.NaN : hours;
  }

  private static String hours(@Nullable Double hours) {
    return hours == null
        ? "no features were looked up"
        : Digits.decimals(1).format(hours) + " hours";
  }

  private Html counts() {
    List<Long> counts = freshness.counts();
    long all = counts.stream().mapToLong(Long::longValue).sum();
    if (all == 0) {
      return Html.NOTHING;
    }
    Table table = new Table("age of the features", "decisions", "share");
    for (int bin = 0; bin < counts.size(); bin++) {
      long count = counts.get(bin);
      if (count > 0) {
        table.row(bin(bin), Digits.count(count), Digits.percent((double) count / all));
      }
    }
    return table.html();
  }

  private static String bin(int bin) {
    if (bin == 0) {
      return "under " + Digits.value(Freshness.EDGES.getFirst()) + " hours";
    }
    return bin == Freshness.EDGES.size()
        ? Digits.value(Freshness.EDGES.getLast()) + " hours and more"
        : "%s to %s hours"
            .formatted(
                Digits.value(Freshness.EDGES.get(bin - 1)), Digits.value(Freshness.EDGES.get(bin)));
  }

  private Html slots() {
    TimeScale time = new TimeScale(health.period(), 1);
    Table table = new Table(time.slot(), "half within", "99 % within", "newest loads, at most");
    for (FreshnessSlot each : freshness.slots()) {
      table.row(
          time.words(each.from()),
          inHours(each.halfHours()),
          inHours(each.slowHours()),
          inHours(each.loadHours()));
    }
    return table.html();
  }

  private static String inHours(@Nullable Double hours) {
    return hours == null ? Digits.NONE : Digits.decimals(1).format(hours) + " hours";
  }
}
