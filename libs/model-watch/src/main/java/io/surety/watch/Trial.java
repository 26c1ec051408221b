package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.watch.LogWindows.Kind;
import java.time.Duration;
import java.util.List;

/**
 * How far the trial of a half-open version is.
 *
 * @param answers that it gave in shadow
 * @param unjudged rules that it has to pass, and of which there is too little to say yet
 */
record Trial(long answers, List<WatchedFigure> unjudged) {

  Trial {
    unjudged = List.copyOf(unjudged);
  }

  /**
   * Whether a trial can measure a figure. Nobody waits for what is scored in shadow, and rows that
   * the answering model refuses never come that far; outcomes come months later.
   */
  static boolean measures(WatchedFigure figure) {
    return switch (figure) {
      case INPUT_DRIFT, SCORE_DRIFT, MISSING_RATE, ESTIMATED_SKILL, ERRORS -> true;
      case UNKNOWN_CATEGORIES, LATENCY, REALISED_SKILL, BAD_RATE, CALIBRATION -> false;
    };
  }

  /**
   * The same policy with its rules as a trial is judged by them: no rule takes more than the trial
   * has, and failures count from its beginning, because a share of little traffic never fills a
   * window of minutes.
   */
  static BreakerPolicy rules(BreakerPolicy policy) {
    Duration whole = LogWindows.longest(policy, Kind.ANSWERS);
    return new BreakerPolicy(
        policy.instead(),
        policy.policyAnswer(),
        policy.coolDown(),
        policy.trialShare(),
        policy.trialSample(),
        policy.rules().stream()
            .map(rule -> measures(rule.rule()) ? inTrial(rule, policy.trialSample(), whole) : rule)
            .toList());
  }

  private static WatchRule inTrial(WatchRule rule, int sample, Duration whole) {
    boolean lengthened =
        LogWindows.kind(rule.rule()) == Kind.REQUESTS && whole.compareTo(rule.window()) > 0;
    return new WatchRule(
        rule.rule(),
        lengthened ? whole : rule.window(),
        Math.min(rule.sample(), sample),
        rule.cut(),
        rule.then());
  }
}
