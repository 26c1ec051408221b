package io.surety.evaluation;

import static io.surety.evaluation.Wording.bound;
import static io.surety.evaluation.Wording.figure;

import io.surety.watch.statistics.Estimate;

/** Do the probabilities mean what they say, after the calibrator that the bundle carries? */
final class CalibrationGate {

  private static final String ERROR = "calibration_error";
  private static final String RATIO = "predicted_over_actual";

  private CalibrationGate() {}

  static GateResult checkError(Gates gates, Evaluation evaluation) {
    double most = gates.maxCalibrationError();
    Double error = evaluation.model().calibrationError();
    if (error == null) {
      return GateResult.unmeasured(
          evaluation, ERROR, Bound.atMost(most), "The calibration error could not be measured.");
    }
    boolean passed = error <= most;
    return GateResult.of(
        ERROR,
        passed,
        error,
        Bound.atMost(most),
        """
        The probabilities are %s: they are off by %s on average (expected calibration error), and \
        at most %s is allowed.\
        """
            .formatted(
                passed ? "close enough to what happened" : "too far from what happened",
                figure(error, most),
                bound(most)));
  }

  static GateResult checkRatio(Gates gates, Evaluation evaluation) {
    double least = gates.minPredictedOverActual();
    double most = gates.maxPredictedOverActual();
    Bound bound = Bound.between(least, most);
    Estimate ratio = evaluation.model().predictedOverActual();
    if (ratio == null) {
      return GateResult.unmeasured(
          evaluation,
          RATIO,
          bound,
          "How predicted and actual bad loans compare could not be measured.");
    }
    double value = ratio.value();
    String verdict;
    if (value < least) {
      verdict = "The model promises too little risk";
    } else if (value > most) {
      verdict = "The model promises too much risk";
    } else {
      verdict = "The model promises about the risk that came";
    }
    int actual = evaluation.population().bad();
    return GateResult.of(
        RATIO,
        value >= least && value <= most,
        value,
        bound,
        "%s: it predicts %.0f bad loans where %d happened, %s times as many, and %s to %s is allowed."
            .formatted(
                verdict,
                value * actual,
                actual,
                figure(value, value < 1 ? least : most),
                bound(least),
                bound(most)));
  }
}
