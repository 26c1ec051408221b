package io.surety.watch.health;

import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.Interval;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a version was worth in the predictions of one week, as estimated from its probabilities and
 * as it turned out.
 *
 * @param monday on which the week begins, in UTC
 * @param answers about how many predictions there are
 * @param estimated of all predictions; null when there are none
 * @param known how many of those whose outcome is known were measured
 * @param expected of these, from their probabilities; null when there are none
 * @param realised of these, by their outcomes; null when there are none
 */
public record WeekHealth(
    LocalDate monday,
    long answers,
    @Nullable Worth estimated,
    int known,
    @Nullable Worth expected,
    @Nullable Worth realised) {

  /**
   * Two figures of a model.
   *
   * @param loans that were measured
   * @param auc null when it cannot be told of these loans
   */
  public record Worth(int loans, @Nullable Estimated auc, Estimated badRate) {}

  /** How much better than expected the AUC turned out, of the same loans; null when not known. */
  public @Nullable Estimated gapOfAuc() {
    return expected == null || realised == null ? null : gap(expected.auc(), realised.auc());
  }

  /** How much higher than expected the bad rate turned out, of the same loans. */
  public @Nullable Estimated gapOfBadRate() {
    return expected == null || realised == null
        ? null
        : gap(expected.badRate(), realised.badRate());
  }

  /** What is expected is known, so the gap scatters as what is realised does. */
  private static @Nullable Estimated gap(
      @Nullable Estimated expected, @Nullable Estimated realised) {
    if (expected == null || realised == null) {
      return null;
    }
    double before = expected.value();
    Interval interval = realised.interval();
    return new Estimated(
        realised.value() - before,
        new Interval(interval.lower() - before, interval.upper() - before));
  }
}
