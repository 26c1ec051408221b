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
    requireBetween("min_auc_lower", minAucLower, 0, 1);
    requireBetween("max_calibration_error", maxCalibrationError, 0, 1);
    requireBetween("min_predicted_over_actual", minPredictedOverActual, 0, 1);
    requireBetween("max_predicted_over_actual", maxPredictedOverActual, 1, Double.MAX_VALUE);
    requireBetween("max_loss_to_champion", maxLossToChampion, 0, 1);
    requireBetween("min_parity", minParity, 0, 1);
  }

  private static void requireBetween(String name, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new IllegalArgumentException(
          highest == Double.MAX_VALUE
              ? "The gate " + name + " is at least " + lowest + ", not " + value + "."
              : "The gate "
                  + name
                  + " lies between "
                  + lowest
                  + " and "
                  + highest
                  + ", not "
                  + value
                  + ".");
    }
  }
}
