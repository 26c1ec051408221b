package io.surety.bundle;

import java.time.Duration;

/**
 * One figure of a serving model, and what it must not reach.
 *
 * @param rule what is looked at
 * @param window how far back; older answers do not count
 * @param sample how many answers (of {@link WatchedFigure#REALISED_SKILL}, {@link
 *     WatchedFigure#BAD_RATE} and {@link WatchedFigure#CALIBRATION}: outcomes) the window has to
 *     hold; with fewer the rule says nothing
 * @param cut where the figure counts as bad, when chance does not explain it; see {@link
 *     WatchedFigure} for its unit
 * @param then what follows
 */
public record WatchRule(
    WatchedFigure rule, Duration window, int sample, double cut, Consequence then) {

  private static final Duration LONGEST = Duration.ofDays(3660);

  /** Refuses a window that is none, a sample below 1, and a cut that its figure cannot have. */
  public WatchRule {
    if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The window of the rule %s is between PT1S and P3660D, but it is %s."
              .formatted(rule, window));
    }
    if (sample < 1) {
      throw new IllegalArgumentException(
          "The sample of the rule %s is at least 1, but it is %d.".formatted(rule, sample));
    }
    cut = rule.requireCut(cut);
  }
}
