package io.surety.watch.statistics;

/**
 * The sizes of window for which cuts are worked out: steps of 5 %, downwards, so that sliding
 * windows of ever different sizes share their cuts, and a cut is never that of a larger window.
 * Beyond {@value #MOST} rows the cut of so many is used: it is far below any floor by then.
 */
final class WindowSize {

  private static final int MOST = 20_000;
  private static final double STEP = Math.log(1.05);

  private WindowSize() {}

  /** The greatest such size that is at most so many rows; 0 for less than one row. */
  static long rounded(double effectiveRows) {
    if (effectiveRows < 1) {
      return 0;
    }
    double most = Math.min(MOST, Math.floor(effectiveRows + 1e-6));
    long step = (long) Math.floor(Math.log(most) / STEP + 1e-9);
    return (long) Math.min(most, Math.ceil(Math.exp(step * STEP) - 1e-6));
  }
}
