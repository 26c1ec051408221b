package io.surety.prediction.predictions;

/** The log has no such prediction. */
final class PredictionNotFound extends RuntimeException {

  PredictionNotFound(String detail) {
    super(detail, null, false, false);
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
