package io.surety.watch.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was answered for an alias in an hour or a day.
 *
 * @param answered requests, as the services counted them; null when they counted none
 * @param failed requests that were not answered for a fault of the version that was to answer
 * @param dependencyFailed requests that were not answered because something failed that every
 *     version needs, such as the feature service or the log
 * @param unknown rows that were refused for a category that the model does not know
 * @param approved decisions in the log, about, where it is too large to be read whole
 * @param byFallback of all decisions: those that another version gave instead
 * @param byPolicy of all decisions: those that the policy gave instead
 * @param half half of the answers were decided within so many milliseconds, before they were logged
 *     and sent; null when none says
 * @param slow 99 % of the answers were decided within so many milliseconds
 */
public record TrafficSlot(
    Instant from,
    @Nullable Long answered,
    long failed,
    long dependencyFailed,
    long unknown,
    long approved,
    long referred,
    long declined,
    long byFallback,
    long byPolicy,
    @Nullable Double half,
    @Nullable Double slow) {

  /** All decisions. */
  public long decisions() {
    return approved + referred + declined;
  }
}
