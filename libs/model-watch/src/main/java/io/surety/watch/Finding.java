package io.surety.watch;

import io.surety.bundle.Consequence;
import io.surety.bundle.WatchRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one look found about one rule.
 *
 * @param subject the input that is furthest beyond its cut, where the rule is about inputs; else
 *     empty
 * @param from the first moment that was looked at
 * @param rows answers, outcomes or requests that were judged
 * @param value null where nothing could be measured
 * @param cut what the value was held against: that of the rule, or what chance explains where that
 *     is more
 * @param sentence the finding in words
 */
public record Finding(
    WatchRule rule,
    String subject,
    Instant from,
    long rows,
    @Nullable Double value,
    double cut,
    RuleVerdict verdict,
    String sentence) {

  /** Whether the rule is broken. */
  public boolean isBroken() {
    return verdict == RuleVerdict.BROKEN;
  }

  /** Whether the version is to be taken out of service for it. */
  public boolean opens() {
    return isBroken() && rule.then() == Consequence.OPEN;
  }

  static Finding tooFew(WatchRule rule, Instant from, long rows, String sentence) {
    return new Finding(rule, "", from, rows, null, rule.cut(), RuleVerdict.TOO_FEW, sentence);
  }
}
