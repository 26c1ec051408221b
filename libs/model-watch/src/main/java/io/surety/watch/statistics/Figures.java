package io.surety.watch.statistics;

import java.util.function.ToDoubleFunction;

/** What one draw of people says of one model; NaN where the draw does not allow the figure. */
public record Figures(
    double auc, double prAuc, double logLoss, double brier, double predictedOverActual) {

  /** A figure by itself, as the bootstrap asks for it. */
  public interface Figure extends ToDoubleFunction<Figures> {}
}
