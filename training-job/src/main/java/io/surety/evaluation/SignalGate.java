package io.surety.evaluation;

import static io.surety.evaluation.Wording.bound;
import static io.surety.evaluation.Wording.figure;

import io.surety.watch.statistics.Estimate;

/** Does the model tell bad loans from good ones at all? */
final class SignalGate {

  private static final String NAME = "signal";
  private static final double COIN = 0.5;

  private SignalGate() {}

  static GateResult check(Gates gates, Evaluation evaluation) {
    Bound bound = Bound.atLeast(gates.minAucLower());
    Estimate auc = evaluation.model().auc();
    Double lower = auc == null ? null : auc.lower();
    Double upper = auc == null ? null : auc.upper();
    if (auc == null || lower == null || upper == null) {
      return GateResult.unmeasured(
          evaluation, NAME, bound, "Whether the model has a signal could not be measured.");
    }
    String measured =
        "its AUC of %s (95 %% interval %s to %s)"
            .formatted(figure(auc.value()), figure(lower, gates.minAucLower()), figure(upper));
    boolean passed = lower > gates.minAucLower();
    return GateResult.of(
        NAME, passed, lower, bound, sentence(passed, lower, upper, measured, gates));
  }

  private static String sentence(
      boolean passed, double lower, double upper, String measured, Gates gates) {
    String asked = bound(gates.minAucLower());
    if (passed) {
      return "The model has a signal: %s lies above %s.".formatted(measured, asked);
    }
    if (upper < COIN) {
      return "The model ranks the wrong way round: %s lies below the 0.5 of a coin."
          .formatted(measured);
    }
    if (lower <= COIN) {
      return "The model has no signal: %s is not above %s; a coin does as well."
          .formatted(measured, asked);
    }
    return "The model's signal is too weak or too uncertain: %s does not lie wholly above %s."
        .formatted(measured, asked);
  }
}
