package io.surety.watch.statistics;

import org.jspecify.annotations.Nullable;

/**
 * One model on the test loans; the positive class is "not paid on time". What the data do not allow
 * to measure (ranking when all loans ended alike, for instance) is null.
 *
 * @param auc chance that a bad loan scores above a good one, half a point for a tie (Mann-Whitney)
 * @param gini 2 AUC - 1
 * @param ks greatest distance between the distributions of the scores of bad and good loans
 * @param ksAt the score at which that distance is taken: loans at or above it against those below
 * @param prAuc average precision: the mean of the precision over every bad loan found; a model
 *     without signal has the bad rate
 * @param logLoss mean of -ln of the probability given to what happened, probabilities kept 1e-15
 *     away from 0 and 1
 * @param brier mean squared distance of probability and outcome
 * @param calibrationError expected calibration error over ten bins of equal mass: mean distance of
 *     predicted and observed bad rate, weighted by loans; equal scores stay in one bin
 * @param predictedOverActual sum of the probabilities over the number of bad loans
 */
public record Metrics(
    @Nullable Estimate auc,
    @Nullable Estimate gini,
    @Nullable Double ks,
    @Nullable Double ksAt,
    @Nullable Estimate prAuc,
    @Nullable Estimate logLoss,
    @Nullable Estimate brier,
    @Nullable Double calibrationError,
    @Nullable Estimate predictedOverActual) {

  /** The figures of one of the models that a bootstrap measured. */
  public static Metrics of(PersonBootstrap bootstrap, int model, Ranking ranking) {
    Estimate auc = bootstrap.estimate(model, Figures::auc);
    KolmogorovSmirnov ks = KolmogorovSmirnov.of(ranking);
    return new Metrics(
        auc,
        bootstrap.estimate(model, figures -> 2 * figures.auc() - 1),
        ks == null ? null : ks.distance(),
        ks == null ? null : ks.score(),
        bootstrap.estimate(model, Figures::prAuc),
        bootstrap.estimate(model, Figures::logLoss),
        bootstrap.estimate(model, Figures::brier),
        Calibration.error(Calibration.bins(ranking)),
        bootstrap.estimate(model, Figures::predictedOverActual));
  }
}
