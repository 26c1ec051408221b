package io.surety.report;

import io.surety.bundle.InputType;
import io.surety.evaluation.Dependence;
import io.surety.evaluation.Dependence.Band;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says in a sentence what the plot of an input shows. */
final class DependenceWords {

  /** Up to so many kinds are told one by one. */
  private static final int FEW = 4;

  private DependenceWords() {}

  static String of(Dependence dependence) {
    List<Band> bands = dependence.bands();
    Double whenMissing = dependence.whenMissing();
    if (bands.isEmpty() && whenMissing == null) {
      return "No loan has a value that could be shown.";
    }
    if (movesNothing(dependence)) {
      return "The model makes no use of it: it moves no loan.";
    }
    if (bands.isEmpty() && whenMissing != null) {
      return "Missing in every loan, which adds %s on average.".formatted(Digits.push(whenMissing));
    }
    String missing =
        whenMissing == null ? "" : "; a missing value adds " + Digits.push(whenMissing);
    return valued(dependence.type(), bands) + missing + ".";
  }

  private static boolean movesNothing(Dependence dependence) {
    return dependence.sample().stream().allMatch(dot -> dot.contribution() == 0)
        && dependence.sampleMissing().stream().allMatch(contribution -> contribution == 0)
        && dependence.bands().stream().allMatch(band -> band.meanContribution() == 0);
  }

  private static String valued(InputType type, List<Band> bands) {
    return switch (type) {
      case INTEGER, REAL -> ofNumbers(bands);
      case FLAG, CATEGORY -> bands.size() > FEW ? ofNumbers(bands) : ofKinds(type, bands);
    };
  }

  private static String ofNumbers(List<Band> bands) {
    Band highest = bands.stream().max(Comparator.comparingDouble(Band::meanContribution)).get();
    Band lowest = bands.stream().min(Comparator.comparingDouble(Band::meanContribution)).get();
    if (bands.size() == 1) {
      return "Every value lies %s, which adds %s on average"
          .formatted(range(highest), Digits.push(highest.meanContribution()));
    }
    boolean bothWays = highest.meanContribution() > 0 && lowest.meanContribution() < 0;
    return (bothWays
            ? "Pushes the risk up most %s (%s on average) and down most %s (%s)"
            : "Adds most %s (%s on average) and least %s (%s)")
        .formatted(
            range(highest),
            Digits.push(highest.meanContribution()),
            range(lowest),
            Digits.push(lowest.meanContribution()));
  }

  private static String range(Band band) {
    String from = Digits.value(band.from());
    String to = Digits.value(band.to());
    return from.equals(to) ? "at " + from : "from %s to %s".formatted(from, to);
  }

  private static String ofKinds(InputType type, List<Band> bands) {
    return bands.stream()
        .map(band ->
            "\u201c%s\u201d adds %s"
                .formatted(kind(type, band.from()), Digits.push(band.meanContribution())))
        .collect(Collectors.joining(", ", "On average ", ""));
  }

  private static String kind(InputType type, double value) {
    return type == InputType.FLAG && (value == 0 || value == 1)
        ? ValueScale.FLAG_WORDS.get((int) value)
        : Digits.value(value);
  }
}
