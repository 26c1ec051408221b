package io.surety.prediction.audit;

import io.surety.predictionlog.LogRows;

/** Keeps nothing, because somebody said so or there is no database. */
final class NoLog implements DecisionLog {

  @Override
  public boolean keeps() {
    return false;
  }

  @Override
  public void keep(LogRows rows) {}
}
