package io.surety.bundle;

/**
 * Turns a probability of not paying into a decision: below {@code approveBelow} approve, from
 * {@code declineFrom} on decline, between them refer. Equal thresholds refer nobody.
 *
 * @param approveBelow between 0 and {@code declineFrom}
 * @param declineFrom between {@code approveBelow} and 1
 */
public record DecisionPolicy(double approveBelow, double declineFrom) {

  /** Refuses thresholds that are no probabilities or in the wrong order. */
  public DecisionPolicy {
    if (!isProbability(approveBelow) || !isProbability(declineFrom)) {
      throw new IllegalArgumentException(
          "The thresholds of a decision policy are probabilities between 0 and 1, but approve_below"
              + " is %s and decline_from is %s.".formatted(approveBelow, declineFrom));
    }
    if (approveBelow > declineFrom) {
      throw new IllegalArgumentException(
          "A decision policy approves below a threshold that is at most the one it declines from,"
              + " but approve_below %s is greater than decline_from %s."
                  .formatted(approveBelow, declineFrom));
    }
  }

  /** The decision for a calibrated probability of not paying; refuses what is no probability. */
  public Decision decide(double probability) {
    if (!isProbability(probability)) {
      throw new IllegalArgumentException(
          "A decision needs a probability between 0 and 1, but was given %s."
              .formatted(probability));
    }
    if (probability < approveBelow) {
      return Decision.APPROVE;
    }
    return probability >= declineFrom ? Decision.DECLINE : Decision.REFER;
  }

  private static boolean isProbability(double value) {
    return value >= 0 && value <= 1;
  }
}
