package io.surety.report;

import io.surety.watch.health.Consistency;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.TrafficSlot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chapters about what was asked and answered, and what the answers rested on. */
final class TrafficSections {

  private TrafficSections() {}

  static Html traffic(String id, ModelHealth health) {
    TrafficPlots plots = new TrafficPlots(id, health);
    return Html.of(
        """
        <section>
        <h2>What was asked and answered</h2>
        <div class="plots">
        {}
        {}
        {}
        {}
        </div>
        {}
        {}
        </section>
        """,
        plots.decisions(),
        plots.latency(),
        plots.scores(),
        plots.refusals(),
        unknown(health),
        Html.folded("The traffic in figures", table(health)));
  }

  private static Html unknown(ModelHealth health) {
    if (health.unknownCategories().isEmpty()) {
      return Html.NOTHING;
    }
    Table table = new Table("input", "rows refused for an unknown category");
    byCount(health.unknownCategories())
        .forEach(each -> table.row(each.getKey(), Digits.count(each.getValue())));
    return table.html();
  }

  private static List<Map.Entry<String, Long>> byCount(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  private static Html table(ModelHealth health) {
    TimeScale time = new TimeScale(health.period(), 1);
    Table table =
        new Table(
            time.slot(),
            "requests",
            "failed",
            "failed by dependencies",
            "unknown categories",
            "approve",
            "refer",
            "decline",
            "by a fallback",
            "by the policy",
            "half decided within",
            "99 % decided within");
    for (TrafficSlot slot : health.traffic()) {
      table.row(
          time.words(slot.from()),
          count(slot.answered()),
          slot.answered() == null ? Digits.NONE : Digits.count(slot.failed()),
          slot.answered() == null ? Digits.NONE : Digits.count(slot.dependencyFailed()),
          slot.answered() == null ? Digits.NONE : Digits.count(slot.unknown()),
          Digits.count(slot.approved()),
          Digits.count(slot.referred()),
          Digits.count(slot.declined()),
          Digits.count(slot.byFallback()),
          Digits.count(slot.byPolicy()),
          millis(slot.half()),
          millis(slot.slow()));
    }
    return table.html();
  }

  private static String count(@Nullable Long count) {
    return count == null ? Digits.NONE : Digits.count(count);
  }

  private static String millis(@Nullable Double millis) {
    return millis == null ? Digits.NONE : Digits.decimals(1).format(millis) + " ms";
  }

  static Html consistency(ModelHealth health) {
    return Html.of(
        """
        <section>
        <h2>Are features consistent?</h2>
        {}
        </section>
        """,
        checked(health));
  }

  private static Html checked(ModelHealth health) {
    return health
        .consistency()
        .map(TrafficSections::checked)
        .orElse(
            Html.of("<p>Logged features were not checked yet; './surety consistency' does.</p>"));
  }

  private static Html checked(Consistency check) {
    List<Html> parts = new ArrayList<>();
    parts.add(
        Html.of(
            "<p>On {} {} predictions from {} to {} were computed again{}. {}</p>",
            HealthReport.MOMENT.format(check.at()),
            Digits.count(check.compared()),
            HealthReport.MOMENT.format(check.from()),
            HealthReport.MOMENT.format(check.until()),
            check.sample() == null ? "" : ", drawn from them all",
            check.differing() == 0
                ? "All are the same to the last bit."
                : Digits.count(check.differing()) + " of them differ."));
    if (check.differing() > 0) {
      Table table = new Table("feature", "predictions that differ");
      byCount(check.features())
          .forEach(each -> table.row(each.getKey(), Digits.count(each.getValue())));
      parts.add(table.html());
    }
    return Html.all(parts);
  }
}
