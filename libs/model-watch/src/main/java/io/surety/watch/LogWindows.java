package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import java.time.Duration;
import java.util.stream.Stream;

/** How far back, and how many rows, a look has to read for the rules of a breaker. */
final class LogWindows {

  /** Rows of a window beyond the newest so many say nothing that these do not. */
  static final int USUAL_ROWS = 10_000;

  private static final Duration DAY = Duration.ofDays(1);

  private LogWindows() {}

  /** By what a figure is judged. */
  enum Kind {
    ANSWERS,
    OUTCOMES,
    REQUESTS
  }

  static Kind kind(WatchedFigure figure) {
    return switch (figure) {
      case INPUT_DRIFT, SCORE_DRIFT, MISSING_RATE, ESTIMATED_SKILL, LATENCY -> Kind.ANSWERS;
      case REALISED_SKILL, BAD_RATE, CALIBRATION -> Kind.OUTCOMES;
      case UNKNOWN_CATEGORIES, ERRORS -> Kind.REQUESTS;
    };
  }

  private static Stream<WatchRule> rules(BreakerPolicy policy, Kind kind) {
    return policy.rules().stream().filter(rule -> kind(rule.rule()) == kind);
  }

  /** The longest window of such rules; a day where there is none. */
  static Duration longest(BreakerPolicy policy, Kind kind) {
    return rules(policy, kind).map(WatchRule::window).max(Duration::compareTo).orElse(DAY);
  }

  /** As many rows as any such rule takes, and at least the usual bound. */
  static int most(BreakerPolicy policy, Kind kind) {
    return Math.max(
        USUAL_ROWS, rules(policy, kind).mapToInt(WatchRule::sample).max().orElse(USUAL_ROWS));
  }

  /** The rows with which the first such rule judges; the usual bound where there is none. */
  static int least(BreakerPolicy policy, Kind kind) {
    return rules(policy, kind).mapToInt(WatchRule::sample).min().orElse(USUAL_ROWS);
  }

  /** The rule about inputs, or what it would be. */
  static WatchRule ofInputs(BreakerPolicy policy) {
    return policy
        .find(WatchedFigure.INPUT_DRIFT)
        .orElseGet(() -> BreakerPolicy.DEFAULT.find(WatchedFigure.INPUT_DRIFT).orElseThrow());
  }
}
