package io.surety.benchmarks.watch;

import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.watch.Finding;
import io.surety.watch.RuleVerdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What rules said of quiet months, look by look. Not for several threads. */
final class QuietTale {

  private final Map<WatchedFigure, Told> rules = new EnumMap<>(WatchedFigure.class);

  private static final class Told {
    private final WatchRule rule;
    private long looks;
    private long judged;
    private long openings;
    private double nearest = Double.NaN;
    private boolean broken;

    Told(WatchRule rule) {
      this.rule = rule;
    }

    /** A model that is worth less is nearer to its cut; of all other figures more is. */
    double nearer(double one, double other) {
      return switch (rule.rule()) {
        case ESTIMATED_SKILL, REALISED_SKILL -> Math.min(one, other);
        default -> Math.max(one, other);
      };
    }

    void note(Finding finding) {
      looks++;
      if (finding.verdict() == RuleVerdict.TOO_FEW) {
        return;
      }
      judged++;
      Double value = finding.value();
      if (value != null) {
        nearest = Double.isNaN(nearest) ? value : nearer(nearest, value);
      }
      openings += finding.isBroken() && !broken ? 1 : 0;
      broken = finding.isBroken();
    }

    void add(Told other) {
      looks += other.looks;
      judged += other.judged;
      openings += other.openings;
      if (!Double.isNaN(other.nearest)) {
        nearest = Double.isNaN(nearest) ? other.nearest : nearer(nearest, other.nearest);
      }
    }
  }

  /** Notes a look of a month that goes on. */
  void note(List<Finding> findings) {
    for (Finding finding : findings) {
      rules.computeIfAbsent(finding.rule().rule(), _ -> new Told(finding.rule())).note(finding);
    }
  }

  /** This and what was told of another month. */
  QuietTale and(QuietTale other) {
    QuietTale both = new QuietTale();
    for (QuietTale each : List.of(this, other)) {
      each.rules.forEach(
          (figure, told) -> both.rules.computeIfAbsent(figure, _ -> new Told(told.rule)).add(told));
    }
    return both;
  }

  /** How often a rule came to be broken. */
  long openings(WatchedFigure figure) {
    Told told = rules.get(figure);
    return told == null ? 0 : told.openings;
  }

  /** At how many looks there was enough to judge by. */
  long judged(WatchedFigure figure) {
    Told told = rules.get(figure);
    return told == null ? 0 : told.judged;
  }

  /** One row for each rule. */
  List<List<String>> rows(String traffic, int months) {
    List<List<String>> rows = new ArrayList<>();
    rules.forEach((figure, told) ->
        rows.add(
            List.of(
                figure.toString(),
                traffic,
                String.format(Locale.ROOT, "%,d", told.looks / months),
                String.format(Locale.ROOT, "%.0f %%", 100.0 * told.judged / told.looks),
                String.format(Locale.ROOT, "%.2f", (double) told.openings / months),
                Double.isNaN(told.nearest) ? "" : number(told.nearest),
                number(told.rule.cut()))));
    return rows;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%,.0f", value);
  }
}
