package io.surety.training;

import io.surety.bundle.Scorer;

/** Holds the scorer that will serve against native XGBoost, which only trains. */
final class NativeMargins {

  /** Both sum float32 leaves in the order of the trees; more than this is a mistake of ours. */
  static final double LARGEST_DIFFERENCE = 1e-4;

  private NativeMargins() {}

  /**
   * The largest difference of margins on these loans, over the larger of 1 and the margin's size.
   *
   * @param nativeMargins of "not paid", one for each loan
   * @throws TrainingRefused when it is larger than 1e-4
   */
  static double requireAgreement(float[] nativeMargins, Scorer scorer, LoanDataset loans) {
    double largest = 0;
    for (int index = 0; index < loans.size(); index++) {
      float expected = nativeMargins[index];
      double difference = difference(scorer.margin(loans.row(index)), expected);
      if (!(difference <= LARGEST_DIFFERENCE)) {
        throw new TrainingRefused(
            ("The scorer and native XGBoost disagree on a test loan: its margin is %s here and %s"
                    + " there, which is more than 1e-4 of it. The bundle is not written; the scorer"
                    + " has to be mended first.")
                .formatted(scorer.margin(loans.row(index)), expected));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  /** As a share of the native margin, or as it is where that is smaller than 1. */
  static double difference(float ours, float natives) {
    return Math.abs((double) ours - natives) / Math.max(1.0, Math.abs(natives));
  }
}
