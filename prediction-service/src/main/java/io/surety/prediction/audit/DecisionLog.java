package io.surety.prediction.audit;

import io.surety.predictionlog.LogRows;

/** Keeps what was decided. Any number of threads may share it. */
public interface DecisionLog {

  /** So many rows are kept at once at most. */
  int MOST_ROWS = 500;

  /** Whether anything is kept at all. */
  boolean keeps();

  /**
   * Keeps at most {@link #MOST_ROWS} rows, which are not to be changed afterwards. When it returns
   * they may be answered.
   *
   * @throws DecisionNotLogged when they cannot be kept, and therefore may not be answered
   */
  void keep(LogRows rows);
}
