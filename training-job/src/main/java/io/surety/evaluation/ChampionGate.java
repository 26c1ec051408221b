package io.surety.evaluation;

import static io.surety.evaluation.Wording.bound;
import static io.surety.evaluation.Wording.figure;

import io.surety.watch.statistics.Estimate;

/** Is the candidate at least about as good as the model that serves today, on the same loans? */
final class ChampionGate {

  private static final String NAME = "champion";

  private ChampionGate() {}

  static GateResult check(Gates gates, Evaluation evaluation, Comparison champion) {
    double allowed = gates.maxLossToChampion();
    Bound bound = Bound.atLeast(-allowed);
    Estimate difference = champion.aucDifference();
    if (difference == null) {
      return GateResult.unmeasured(
          evaluation,
          NAME,
          bound,
          "How the model compares with the champion %s could not be measured."
              .formatted(champion.version()));
    }
    String otherSplit = champion.otherSplit();
    if (otherSplit != null) {
      return new GateResult(
          NAME,
          false,
          true,
          false,
          null,
          bound,
          ("The champion %s was trained with another split (%s) and may have seen these test people,"
                  + " so the two cannot be compared honestly. Keep the champion's split, or override"
                  + " with a reason.")
              .formatted(champion.version(), otherSplit));
    }
    double value = difference.value();
    boolean passed = value >= -allowed;
    return GateResult.of(
        NAME,
        passed,
        value,
        bound,
        "The model is %s the champion %s: on the same loans its AUC is %s%s; at most %s lower is allowed."
            .formatted(
                passed ? "not worse than" : "worse than",
                champion.version(),
                apart(value, allowed),
                interval(difference),
                bound(allowed)));
  }

  private static String apart(double difference, double allowed) {
    if (difference == 0) {
      return "the same";
    }
    return difference < 0
        ? figure(-difference, allowed) + " lower"
        : figure(difference) + " higher";
  }

  private static String interval(Estimate difference) {
    Double lower = difference.lower();
    Double upper = difference.upper();
    return lower == null || upper == null
        ? ""
        : " (95 %% interval %s to %s)".formatted(signed(lower), signed(upper));
  }

  private static String signed(double difference) {
    String figure = figure(difference);
    return difference > 0 ? "+" + figure : figure;
  }
}
