package io.surety.watch.health;

import io.surety.watch.statistics.Estimated;
import io.surety.watch.statistics.Worth;
import io.surety.watch.statistics.WorthFigure;
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

  /** How much higher than expected a figure turned out, of the same loans; null when not known. */
  public @Nullable Estimated gap(WorthFigure figure) {
    return expected == null || realised == null ? null : realised.gap(expected, figure);
  }
}
