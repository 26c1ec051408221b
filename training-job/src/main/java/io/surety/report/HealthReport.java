package io.surety.report;

import io.surety.predictionlog.AsyncProcess;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes how served models are as a page that needs nothing beside it. Each plot says in words what
 * it shows, and has its figures in a table.
 */
public final class HealthReport {

  static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private HealthReport() {}

  /**
   * One self-contained page: no script, no link, no file beside it.
   *
   * @param work that was done in the period or before, in the order of its lanes
   * @param lost processes by which decisions are in no log
   */
  public static String html(
      List<ModelHealth> all, List<Work> work, List<AsyncProcess> lost, Period period) {
    Page.drawWithoutAScreen();
    return Html.of(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="Surety">
            <title>Model health, {}</title>
            <style>
            {}
            </style>
            </head>
            <body>
            <main>
            {}
            {}
            {}
            {}
            {}
            </main>
            </body>
            </html>
            """,
            DAY.format(period.until()),
            new Html(Page.stylesheet()),
            all.isEmpty() ? nobody() : Html.NOTHING,
            Html.all(all.stream().map(health -> version(health)).toList()),
            LostSection.section(lost),
            all.isEmpty() ? Html.NOTHING : WorkSection.section(work, period),
            all.isEmpty() ? Html.NOTHING : method(all.getFirst()))
        .markup();
  }

  private static Html nobody() {
    return Html.of(
        """
        <header><p class="kind">Model health</p><h1>Nothing is served</h1></header>
        <section><p>No version is champion or canary, so there is nothing to tell.</p></section>
        """);
  }

  private static Html version(ModelHealth health) {
    Instant now = health.period().until();
    String id =
        health.watched().version().toString().replace('/', '-') + "-" + health.watched().alias();
    return Html.all(
        Html.of(
            """
            <header id="{}">
            <p class="kind">Model health</p>
            <h1>{} as {}</h1>
            <p class="moment">At {}; from {} on</p>
            </header>
            """,
            id,
            health.watched().version(),
            health.watched().alias(),
            MOMENT.format(now),
            DAY.format(health.period().since())),
        HealthVerdict.section(health, now),
        HealthVerdict.tiles(health),
        HealthSections.service(id, health),
        HealthSections.rules(health),
        HealthSections.worth(id, health),
        HealthSections.calibration(id, health),
        HealthSections.drift(id, health),
        TrafficSections.traffic(id, health),
        FreshnessSection.of(id, health, now),
        TrafficSections.consistency(health));
  }

  private static Html method(ModelHealth health) {
    return Html.of(
        """
        <section id="method">
        <h2>How this was measured</h2>
        <ul>
        <li>Nothing was judged for this page: rules, their figures and cuts, and the statistics of \
        drift are what the watch measured last. Runs are those of the run log, loads those of the \
        ledger. Everything else was counted in the log of predictions, of which {} was read.</li>
        <li>Bad means not paid on time; a probability is always that of a loan going bad.</li>
        <li>What is estimated takes the probabilities at their word (CBPE). Its intervals hold the \
        luck of outcomes and no change in how the same applicants pay. Large weeks are estimated \
        from some thousand of their predictions.</li>
        <li>What is realised rests on the outcomes known by now, each as it was known last. \
        Intervals hold 95 %; loans of one person go together.</li>
        <li>PSI is the population stability index, JS the Jensen-Shannon distance, KS the \
        Kolmogorov-Smirnov distance. A cut is what luck does not explain at the rate of false \
        alarms that is allowed, or the floor of what matters, whichever is more.</li>
        <li>All times are UTC.</li>
        </ul>
        </section>
        """,
        health.logShare() == 1 ? "all" : "about " + Digits.percent(health.logShare()));
  }
}
