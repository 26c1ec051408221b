package io.surety.evaluation;

import java.math.BigDecimal;
import java.util.Locale;

/** Figures inside sentences. */
final class Wording {

  private static final int USUAL_DIGITS = 3;
  private static final int MOST_DIGITS = 9;

  private Wording() {}

  /** Three decimals. */
  static String figure(double value) {
    return decimals(value, USUAL_DIGITS);
  }

  /**
   * Three decimals, or as many as it takes to look other than the bound that it is held against.
   */
  static String figure(double value, double bound) {
    int digits = USUAL_DIGITS;
    while (value != bound
        && digits < MOST_DIGITS
        && decimals(value, digits).equals(decimals(bound, digits))) {
      digits++;
    }
    return decimals(value, digits);
  }

  /** A bound as it stands in the spec. */
  static String bound(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  static String percent(double share) {
    return decimals(100 * share, 1) + " %";
  }

  private static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
