package io.surety.watch.statistics;

/** What a window says about drift. */
public enum DriftVerdict {
  /** Nothing moved further than its cut. */
  STABLE,
  /** Something moved further than chance explains and further than is small. */
  DRIFTED,
  /** The rows are too few to tell either. */
  TOO_FEW_ROWS
}
