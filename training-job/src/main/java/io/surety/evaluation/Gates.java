package io.surety.evaluation;

/**
 * What a candidate must reach to be approved without an override; the {@code gates} of a model's
 * spec.
 *
 * @param minAucLower the lower end of the AUC's 95 % interval lies above this
 * @param maxCalibrationError the expected calibration error is at most this
 * @param minPredictedOverActual predicted over actual bad loans is at least this
 * @param maxPredictedOverActual and at most this
 * @param maxLossToChampion the AUC is at most this far below the champion's
 * @param minParity the lowest approval rate of a group over the highest is at least this
 */
public record Gates(
    double minAucLower,
    double maxCalibrationError,
    double minPredictedOverActual,
    double maxPredictedOverActual,
    double maxLossToChampion,
    double minParity) {

  /** The gates of a spec that names none. */
  public static final Gates DEFAULT = new Gates(0.55, 0.02, 0.9, 1.1, 0.005, 0.8);

  public Gates {
    requireShare("min_auc_lower", minAucLower);
    requireShare("max_calibration_error", maxCalibrationError);
    requireShare("min_predicted_over_actual", minPredictedOverActual);
    if (!(maxPredictedOverActual >= 1 && maxPredictedOverActual < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The gate max_predicted_over_actual is at least 1, not %s."
              .formatted(maxPredictedOverActual));
    }
    requireShare("max_loss_to_champion", maxLossToChampion);
    requireShare("min_parity", minParity);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "The gate %s lies between 0 and 1, not %s.".formatted(name, value));
    }
  }
}
