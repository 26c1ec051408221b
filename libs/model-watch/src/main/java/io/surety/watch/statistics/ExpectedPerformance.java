package io.surety.watch.statistics;

import io.surety.bundle.Decision;
import io.surety.bundle.DecisionPolicy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How good a model probably is on loans whose outcomes are not known yet, from its calibrated
 * probabilities alone: confidence-based performance estimation (NannyML's CBPE). A loan with the
 * probability p counts as p of a bad and 1 - p of a good one in every cell of the confusion matrix
 * and in every pair of the AUC.
 *
 * <p>The intervals tell where the figure that is realised later on these very loans will lie, by
 * the luck of the outcomes, if the probabilities mean what they say and outcomes are independent
 * given them. What they do not cover: that the same applicants come to pay otherwise than before
 * (concept drift). Nothing that looks at probabilities alone can see that; outcomes can ({@link
 * RealisedPerformance}).
 *
 * @param loans how many were looked at
 * @param badRate share of loans that are not paid on time
 * @param auc null when the model says the same of all
 * @param kolmogorovSmirnov between the scores of bad and good loans; null with {@code auc}
 * @param brier mean squared distance of probability and outcome
 * @param logLoss mean of -ln of the probability given to what happens
 * @param decisions what the policy makes of the loans
 * @param confidence of the intervals, such as 0.95
 */
public record ExpectedPerformance(
    int loans,
    Estimated badRate,
    @Nullable Estimated auc,
    @Nullable Estimated kolmogorovSmirnov,
    Estimated brier,
    Estimated logLoss,
    Map<Decision, DecisionExpectation> decisions,
    double confidence) {

  /** How many outcomes are drawn for the intervals. */
  public static final int USUAL_DRAWS = 1_000;

  public ExpectedPerformance {
    decisions = Map.copyOf(decisions);
  }

  /**
   * What becomes of the loans with one decision.
   *
   * @param loans how many get it; that is known and not estimated
   * @param share of all loans; of {@link Decision#APPROVE} it is the approval rate
   * @param bad how many of them are not paid on time
   * @param badRate share of them that is not paid on time; null when no loan gets this decision
   */
  public record DecisionExpectation(
      int loans, double share, Estimated bad, @Nullable Estimated badRate) {}

  /**
   * Estimates from calibrated probabilities of not paying.
   *
   * @param probability of each loan, 0 to 1; at least one
   * @param policy by which the loans are decided
   * @param confidence of the intervals, above 0 and below 1
   * @param seed of the outcomes that are drawn for them
   */
  public static ExpectedPerformance of(
      double[] probability, DecisionPolicy policy, double confidence, long seed) {
    OutcomeDraws draws = OutcomeDraws.of(probability, policy, seed, USUAL_DRAWS);
    Map<Decision, DecisionExpectation> decisions = new EnumMap<>(Decision.class);
    for (Decision decision : Decision.values()) {
      decisions.put(decision, draws.expectation(decision, confidence));
    }
    double[] p = probability;
    return new ExpectedPerformance(
        p.length,
        draws.estimated(mean(p, one -> one), OutcomeDraws.BAD_RATE, confidence),
        draws.ranked(draws.expectedAuc(), OutcomeDraws.AUC, confidence),
        draws.ranked(draws.mean(OutcomeDraws.DISTANCE), OutcomeDraws.DISTANCE, confidence),
        draws.estimated(mean(p, one -> one * (1 - one)), OutcomeDraws.BRIER, confidence),
        draws.estimated(mean(p, ExpectedPerformance::entropy), OutcomeDraws.LOG_LOSS, confidence),
        decisions,
        confidence);
  }

  private static double mean(double[] values, DoubleUnaryOperator of) {
    return Arrays.stream(values).map(of).sum() / values.length;
  }

  private static double entropy(double p) {
    return p * Losses.log(p) + (1 - p) * Losses.log(1 - p);
  }
}
