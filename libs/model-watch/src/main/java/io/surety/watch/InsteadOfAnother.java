package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;

/**
 * How a version is judged while it answers in the place of another. Other people who ask, and other
 * data about them, are as strange to the version before: what took the one out would take its
 * fallback out next. So a fallback is taken out by what comes of its answers, and what comes to it
 * alerts.
 */
final class InsteadOfAnother {

  private InsteadOfAnother() {}

  /** The same policy with its rules as a fallback is judged by them. */
  static BreakerPolicy rules(BreakerPolicy policy) {
    return new BreakerPolicy(
        policy.instead(),
        policy.policyAnswer(),
        policy.coolDown(),
        policy.trialShare(),
        policy.trialSample(),
        policy.rules().stream().map(InsteadOfAnother::judging).toList());
  }

  private static WatchRule judging(WatchRule rule) {
    return isOfWhatComes(rule.rule())
        ? new WatchRule(rule.rule(), rule.window(), rule.sample(), rule.cut(), Consequence.ALERT)
        : rule;
  }

  private static boolean isOfWhatComes(WatchedFigure figure) {
    return switch (figure) {
      case INPUT_DRIFT, SCORE_DRIFT, MISSING_RATE, UNKNOWN_CATEGORIES, ESTIMATED_SKILL -> true;
      case REALISED_SKILL, BAD_RATE, CALIBRATION, ERRORS, LATENCY -> false;
    };
  }
}
