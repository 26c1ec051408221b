package io.surety.watch.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What a model is worth on some loans, as estimated from its probabilities or as it turned out.
 *
 * @param loans that were measured, at least 1
 * @param auc null when it cannot be told of these loans
 * @param kolmogorovSmirnov between the scores of bad and good loans; null with {@code auc}
 * @param brier null when all outcomes are one person's
 * @param badRate share of loans that are not paid on time
 */
public record Worth(
    int loans,
    @Nullable Estimated auc,
    @Nullable Estimated kolmogorovSmirnov,
    @Nullable Estimated brier,
    Estimated badRate) {

  /** As probabilities have it. */
  public static Worth of(ExpectedPerformance expected) {
    return new Worth(
        expected.loans(),
        expected.auc(),
        expected.kolmogorovSmirnov(),
        expected.brier(),
        expected.badRate());
  }

  /** As outcomes have it. */
  public static Worth of(RealisedPerformance realised) {
    BadRate rate = realised.badRate();
    return new Worth(
        rate.loans(),
        realised.auc(),
        realised.kolmogorovSmirnov(),
        realised.brier(),
        new Estimated(rate.observed(), rate.interval()));
  }

  /** One of the figures; null when it cannot be told of these loans. */
  public @Nullable Estimated figure(WorthFigure figure) {
    return switch (figure) {
      case AUC -> auc;
      case KS -> kolmogorovSmirnov;
      case BRIER -> brier;
      case BAD_RATE -> badRate;
    };
  }

  /**
   * How much higher than expected a figure turned out; null when one of the two is not known. What
   * is expected is known, so the gap scatters as what is realised does.
   *
   * @param expected of the very loans that this was realised of
   */
  public @Nullable Estimated gap(Worth expected, WorthFigure figure) {
    Estimated before = expected.figure(figure);
    Estimated after = figure(figure);
    return before == null || after == null
        ? null
        : new Estimated(
            after.value() - before.value(),
            new Interval(
                after.interval().lower() - before.value(),
                after.interval().upper() - before.value()));
  }
}
