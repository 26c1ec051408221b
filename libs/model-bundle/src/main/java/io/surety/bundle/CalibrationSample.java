package io.surety.bundle;

/** What every calibrator needs of the probabilities and labels that it is fitted to. */
final class CalibrationSample {

  private CalibrationSample() {}

  /** Refuses an unusable sample in a sentence; returns how many labels are true. */
  static int requireAndCountBad(double[] probability, boolean[] label) {
    if (label.length == 0 || probability.length != label.length) {
      throw new IllegalArgumentException(
          "A calibrator is fitted to as many probabilities as labels and at least one, but was given"
              + " %d probabilities and %d labels.".formatted(probability.length, label.length));
    }
    int bad = 0;
    for (int i = 0; i < label.length; i++) {
      if (!(probability[i] >= 0 && probability[i] <= 1)) {
        throw new IllegalArgumentException(
            "A calibrator is fitted to probabilities between 0 and 1, but number %d is %s."
                .formatted(i, probability[i]));
      }
      if (label[i]) {
        bad++;
      }
    }
    return bad;
  }
}
