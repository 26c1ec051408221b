package io.surety.evaluation;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One input: how much the model leans on it, and whether it looks in the test set as it did in
 * training.
 *
 * @param meanAbsoluteContribution how far it moves the log odds of a test loan before the
 *     calibrator, up or down, on average over all of them; null without test loans
 * @param gainShare its share of the gain of all splits, 0 to 1; null when the model has no split
 * @param drift population stability index from training to test; null without loans on a side
 * @param missingInTraining share of missing values; null without loans
 * @param missingInTest share of missing values; null without loans
 */
public record InputImportance(
    String name,
    @Nullable Double meanAbsoluteContribution,
    @Nullable Double gainShare,
    @Nullable Double drift,
    @Nullable Double missingInTraining,
    @Nullable Double missingInTest) {

  /** What moves the test loans most comes first; among equals, what gained most in training. */
  static final Comparator<InputImportance> GREATEST_FIRST =
      Comparator.comparingDouble((InputImportance input) -> -orZero(input.meanAbsoluteContribution))
          .thenComparingDouble(input -> -orZero(input.gainShare));

  private static double orZero(@Nullable Double share) {
    return share == null ? 0 : share;
  }
}
