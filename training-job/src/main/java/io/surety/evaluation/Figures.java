package io.surety.evaluation;

import java.util.function.ToDoubleFunction;

/** What one draw of people says of one model; NaN where the draw does not allow the figure. */
record Figures(double auc, double prAuc, double logLoss, double brier, double predictedOverActual) {

  /** A figure by itself, as the bootstrap asks for it. */
  interface Figure extends ToDoubleFunction<Figures> {}
}
