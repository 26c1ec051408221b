package io.surety.watch.statistics;

import java.time.Duration;

/**
 * How often something that is as it always was may be called drifted, by the luck of the draw.
 *
 * <p>Who looks again and again at windows that overlap gives luck as many chances as they look. The
 * chance allowed over a horizon is therefore spent in equal parts on its looks (Bonferroni): this
 * holds whatever the overlap, and costs little, because the tail of every statistic falls off
 * exponentially: from 1 % in one look to 1 % in 43,200 looks the cut on the population stability
 * index of 200 rows goes from 0.16 to 0.31, and that of 1,000 rows stays below the floor of 0.10.
 *
 * @param perLook the chance that a look at an unchanged window alarms on anything at all, above 0
 *     and at most 0.5
 */
public record FalseAlarms(double perLook) {

  /** 1 % for a window that is looked at once. */
  public static final FalseAlarms IN_ONE_LOOK = new FalseAlarms(0.01);

  /** 1 % in 30 days of a look a minute. */
  public static final FalseAlarms IN_A_MONTH_OF_MINUTES =
      over(Duration.ofDays(30), Duration.ofMinutes(1), 0.01);

  /** Refuses what is no chance of an alarm. */
  public FalseAlarms {
    if (!(perLook > 0 && perLook <= 0.5)) {
      throw new IllegalArgumentException(
          "The chance of a false alarm is above 0 and at most 0.5, but is %s.".formatted(perLook));
    }
  }

  /**
   * Spends the chance of a false alarm in a horizon on all looks in it.
   *
   * @param between the time from one look to the next
   * @param chance that anything alarms in the whole horizon though nothing has changed
   */
  public static FalseAlarms over(Duration horizon, Duration between, double chance) {
    if (!between.isPositive() || !horizon.isPositive()) {
      throw new IllegalArgumentException(
          "Looks are counted over a time in steps of a time, but they are %s and %s."
              .formatted(horizon, between));
    }
    return new FalseAlarms(chance / Math.max(1, horizon.dividedBy(between)));
  }
}
