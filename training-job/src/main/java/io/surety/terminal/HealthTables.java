package io.surety.terminal;

import io.surety.watch.health.CalibrationHealth;
import io.surety.watch.health.Consistency;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.TrafficSlot;
import io.surety.watch.health.WeekHealth;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Cohort;
import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.ScoreBand;
import io.surety.watch.statistics.Worth;
import io.surety.watch.statistics.WorthFigure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the log says of a served version, for a terminal. */
final class HealthTables {

  private final Console console;

  HealthTables(Console console) {
    this.console = console;
  }

  void print(ModelHealth health) {
    weeks(health);
    console.print("");
    calibration(health.calibration());
    traffic(health);
    health
        .freshness()
        .newestLoad()
        .ifPresent(at ->
            console.print("The newest loans were loaded at %s.".formatted(Moments.minute(at))));
    console.print(
        health
            .consistency()
            .map(HealthTables::words)
            .orElse("Logged features were not checked yet."));
  }

  /** Two tables, as four figures before and after are too wide for one. */
  private void weeks(ModelHealth health) {
    weeks(health, WorthFigure.AUC, WorthFigure.KS);
    weeks(health, WorthFigure.BRIER, WorthFigure.BAD_RATE);
  }

  private void weeks(ModelHealth health, WorthFigure first, WorthFigure second) {
    TextTable table =
        TextTable.of(
            "WEEK FROM",
            ">ANSWERS",
            ">" + column(first) + " ESTIMATED",
            ">EXPECTED",
            ">REALISED",
            ">GAP",
            ">" + column(second) + " ESTIMATED",
            ">EXPECTED",
            ">REALISED",
            ">GAP",
            ">KNOWN");
    boolean any = false;
    for (WeekHealth week : health.weeks()) {
      if (week.answers() > 0 || week.known() > 0) {
        any = true;
        table.row(
            week.monday().toString(),
            "%d".formatted(week.answers()),
            number(week.estimated(), first),
            number(week.expected(), first),
            number(week.realised(), first),
            gap(week.gap(first)),
            number(week.estimated(), second),
            number(week.expected(), second),
            number(week.realised(), second),
            gap(week.gap(second)),
            "%d".formatted(week.known()));
      }
    }
    if (any) {
      console.print("");
      table.print(console);
    }
  }

  private static String column(WorthFigure figure) {
    return switch (figure) {
      case AUC -> "AUC";
      case KS -> "KS";
      case BRIER -> "BRIER";
      case BAD_RATE -> "BAD";
    };
  }

  private static String number(@Nullable Worth worth, WorthFigure figure) {
    Estimated estimated = worth == null ? null : worth.figure(figure);
    return estimated == null ? "" : String.format(Locale.ROOT, "%.3f", estimated.value());
  }

  private static String gap(@Nullable Estimated gap) {
    return gap == null ? "" : String.format(Locale.ROOT, "%+.3f", gap.value());
  }

  private void calibration(CalibrationHealth calibration) {
    BadRate all = calibration.all();
    if (all != null) {
      console.print(
          String.format(
              Locale.ROOT,
              "Of %,d loans %.2f %% were not paid on time where %.2f %% were predicted, %s.",
              all.loans(),
              100 * all.observed(),
              100 * all.predicted(),
              all.isAsPredicted() ? "which luck explains" : "more than luck explains"));
      TextTable bands = calibrationOf("PROBABILITY");
      for (ScoreBand band : calibration.bands()) {
        row(
            bands,
            String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * band.from(), 100 * band.to()),
            band.badRate());
      }
      TextTable cohorts = calibrationOf("DECIDED IN");
      for (Cohort cohort : calibration.cohorts()) {
        row(cohorts, cohort.month().toString(), cohort.badRate());
      }
      for (TextTable table : List.of(bands, cohorts)) {
        console.print("");
        table.print(console);
      }
      console.print("");
    }
  }

  private static TextTable calibrationOf(String which) {
    return TextTable.of(which, ">LOANS", ">BAD", ">PREDICTED", ">REALISED", ">95 %", "IN WORDS");
  }

  private static void row(TextTable table, String name, BadRate rate) {
    table.row(
        name,
        "%d".formatted(rate.loans()),
        "%d".formatted(rate.bad()),
        percent(rate.predicted()),
        percent(rate.observed()),
        percent(rate.interval().lower()) + " to " + percent(rate.interval().upper()),
        rate.isAsPredicted() ? "as predicted" : "more than luck explains");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private void traffic(ModelHealth health) {
    long decisions = health.traffic().stream().mapToLong(TrafficSlot::decisions).sum();
    long failed = health.traffic().stream().mapToLong(TrafficSlot::failed).sum();
    long byDependencies = health.traffic().stream().mapToLong(TrafficSlot::dependencyFailed).sum();
    long answered =
        health.traffic().stream()
            .map(TrafficSlot::answered)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
    console.print(
        String.format(
            Locale.ROOT,
            "Since %s: %,d decisions; %,d requests answered, %,d failed for a fault of the version and %,d for one of what it depends on; %,d rows refused for an unknown category%s.",
            Moments.minute(health.period().since()),
            decisions,
            answered,
            failed,
            byDependencies,
            health.unknownCategories().values().stream().mapToLong(Long::longValue).sum(),
            health.logShare() < 1
                ? String.format(
                    Locale.ROOT,
                    ", decisions estimated from %.1f %% of the log",
                    100 * health.logShare())
                : ""));
  }

  private static String words(Consistency check) {
    return String.format(
        Locale.ROOT,
        "Features of %,d predictions were computed again at %s: %s",
        check.compared(),
        Moments.minute(check.at()),
        check.differing() == 0
            ? "all are the same."
            : String.format(
                Locale.ROOT,
                "%,d differ, in %s.",
                check.differing(),
                check.features().keySet().stream().sorted().collect(Collectors.joining(", "))));
  }
}
