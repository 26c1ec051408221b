package io.surety.watch.statistics;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * How far a rate moves by luck. The count is beta-binomial, which is {@link ChanceOfCounts} of two
 * bins, and its tails are summed exactly.
 */
final class ChanceOfRate {

  private static final double JEFFREYS = 0.5;

  private ChanceOfRate() {}

  /**
   * The rise of the rate that is exceeded with this chance at most. A count of rows either lies
   * above the cut or not; the cut itself lies just below the next possible rate.
   *
   * @param with effective rows of the reference that have what is counted
   * @param without the others
   * @param rows of the window, at least 1
   */
  static double rise(double with, double without, int rows, double chance) {
    double logBeta = LogBeta.value(with + JEFFREYS, without + JEFFREYS);
    double tail = 0;
    int least = rows + 1;
    double logChoose = 0;
    for (int count = rows; count >= 0; count--) {
      tail +=
          Math.exp(
              logChoose
                  + LogBeta.value(count + with + JEFFREYS, rows - count + without + JEFFREYS)
                  - logBeta);
      if (tail > chance) {
        break;
      }
      least = count;
      logChoose += Math.log((double) count / (rows - count + 1));
    }
    double before = with + without == 0 ? 0 : with / (with + without);
    return Math.nextDown((double) least / rows) - before;
  }

  /** The fall of the rate that is exceeded with this chance at most. */
  static double fall(double with, double without, int rows, double chance) {
    return rise(without, with, rows, chance);
  }
}
