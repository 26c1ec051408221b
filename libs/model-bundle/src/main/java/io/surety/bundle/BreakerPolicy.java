package io.surety.bundle;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a model is taken out of service by itself, what answers meanwhile, and how it comes back: a
 * circuit breaker (Nygard, "Release It!", 2018, chapter 5) whose failures are figures.
 *
 * @param instead what answers while the model is out of service
 * @param policyAnswer the decision that every request gets where no version may answer; nobody is
 *     approved without a model
 * @param coolDown how long it stays out before it is tried again
 * @param trialShare the share of requests that it then scores beside whoever answers
 * @param trialSample how many it has to score before it may come back
 * @param rules at most one for a figure; a figure without one is not watched
 */
public record BreakerPolicy(
    Instead instead,
    Decision policyAnswer,
    Duration coolDown,
    double trialShare,
    int trialSample,
    List<WatchRule> rules) {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration QUARTER = Duration.ofDays(90);

  /** What holds for a model that states nothing. */
  public static final BreakerPolicy DEFAULT =
      new BreakerPolicy(
          Instead.PREVIOUS,
          Decision.REFER,
          Duration.ofMinutes(10),
          0.2,
          500,
          List.of(
              new WatchRule(WatchedFigure.INPUT_DRIFT, DAY, 1_000, 0.25, Consequence.OPEN),
              new WatchRule(WatchedFigure.SCORE_DRIFT, DAY, 1_000, 0.25, Consequence.OPEN),
              new WatchRule(WatchedFigure.MISSING_RATE, DAY, 1_000, 0.2, Consequence.OPEN),
              new WatchRule(WatchedFigure.UNKNOWN_CATEGORIES, DAY, 1_000, 0.05, Consequence.OPEN),
              new WatchRule(WatchedFigure.ESTIMATED_SKILL, DAY, 1_000, 0.2, Consequence.OPEN),
              new WatchRule(WatchedFigure.REALISED_SKILL, QUARTER, 1_000, 0, Consequence.OPEN),
              new WatchRule(WatchedFigure.BAD_RATE, QUARTER, 1_000, 1.5, Consequence.OPEN),
              new WatchRule(WatchedFigure.CALIBRATION, QUARTER, 1_000, 0.05, Consequence.ALERT),
              new WatchRule(
                  WatchedFigure.ERRORS, Duration.ofMinutes(10), 200, 0.1, Consequence.OPEN),
              new WatchRule(
                  WatchedFigure.LATENCY, Duration.ofMinutes(10), 200, 1_000, Consequence.ALERT)));

  /** Refuses to approve without a model, a share that is none, and two rules for one figure. */
  public BreakerPolicy {
    rules = List.copyOf(rules);
    if (policyAnswer == Decision.APPROVE) {
      throw new IllegalArgumentException(
          "A breaker's policy_answer is refer or decline: nobody is approved without a model.");
    }
    if (coolDown.isNegative() || coolDown.compareTo(MONTH) > 0) {
      throw new IllegalArgumentException(
          "A breaker's cool_down is between PT0S and P30D, but it is %s.".formatted(coolDown));
    }
    if (!(trialShare > 0 && trialShare <= 1)) {
      throw new IllegalArgumentException(
          "A breaker's trial_share is above 0 and at most 1, but it is %s.".formatted(trialShare));
    }
    if (trialSample < 1) {
      throw new IllegalArgumentException(
          "A breaker's trial_sample is at least 1, but it is %d.".formatted(trialSample));
    }
    Set<WatchedFigure> seen = EnumSet.noneOf(WatchedFigure.class);
    for (WatchRule each : rules) {
      if (!seen.add(each.rule())) {
        throw new IllegalArgumentException(
            "A breaker has one rule for %s, but two are given.".formatted(each.rule()));
      }
    }
  }

  /** The rule for a figure, if that is watched. */
  public Optional<WatchRule> find(WatchedFigure figure) {
    return rules.stream().filter(each -> each.rule() == figure).findFirst();
  }
}
