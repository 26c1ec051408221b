package io.surety.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One figure as it was measured.
 *
 * @param figure a rule, or {@code drift.…}, {@code estimated.…}, {@code expected.…} (of the loans
 *     whose outcomes are known) and {@code realised.…}
 * @param subject the input that it is about, {@code (scores)}, the band of the score, the month of
 *     the decision, or empty
 * @param from the first moment that was looked at
 * @param verdict of a rule; null where none judges
 */
public record Measured(
    String figure,
    String subject,
    Instant at,
    Instant from,
    long rows,
    @Nullable Double value,
    @Nullable Double lower,
    @Nullable Double upper,
    @Nullable Double cut,
    @Nullable RuleVerdict verdict,
    String sentence) {

  /** The same figure as it still is at a later moment. */
  Measured measuredAt(Instant later) {
    return new Measured(
        figure, subject, later, from, rows, value, lower, upper, cut, verdict, sentence);
  }
}
