package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.WatchedFigure;
import io.surety.registry.BreakerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What follows for a breaker from what a look found. */
public sealed interface BreakerMove {

  /** It stays as it is. */
  record Stay() implements BreakerMove {}

  /** The version is taken out of service, because of these. */
  record Open(List<Finding> causes) implements BreakerMove {
    public Open {
      causes = List.copyOf(causes);
    }
  }

  /** The version is tried on a share of the requests, after having been out for so long. */
  record HalfOpen(Duration out) implements BreakerMove {}

  /** The version answers again, after a trial of so many answers. */
  record Close(long trial) implements BreakerMove {}

  /**
   * How a breaker stands.
   *
   * @param since when it came to stand so
   * @param byPerson whether a person brought it there, and no program
   */
  record Standing(BreakerState state, Instant since, boolean byPerson) {}

  /**
   * Decides by the rules alone.
   *
   * <ul>
   *   <li>Closed: it opens when a rule is broken that opens.
   *   <li>Open: when the cool-down is over the version is tried, but for two cases: a person who
   *       opened it also ends it, and what outcomes condemned no trial of a few hours can clear, so
   *       it waits until newer outcomes do.
   *   <li>Half-open: it opens when a rule is broken that opens. It closes when the trial has its
   *       answers, no such rule is broken, and drift could be judged.
   * </ul>
   *
   * <p>A finding of which there is too little never moves anything.
   *
   * @param answers of the version since it came to stand so
   */
  static BreakerMove next(
      Standing standing, BreakerPolicy policy, List<Finding> findings, long answers, Instant now) {
    List<Finding> causes = findings.stream().filter(Finding::opens).toList();
    return switch (standing.state()) {
      case CLOSED -> causes.isEmpty() ? new Stay() : new Open(causes);
      case OPEN -> {
        Duration out = Duration.between(standing.since(), now);
        boolean condemned =
            causes.stream()
                .anyMatch(
                    cause -> LogWindows.kind(cause.rule().rule()) == LogWindows.Kind.OUTCOMES);
        yield standing.byPerson() || condemned || out.compareTo(policy.coolDown()) < 0
            ? new Stay()
            : new HalfOpen(out);
      }
      case HALF_OPEN -> {
        if (!causes.isEmpty()) {
          yield new Open(causes);
        }
        yield answers >= policy.trialSample() && findings.stream().noneMatch(BreakerMove::isUnclear)
            ? new Close(answers)
            : new Stay();
      }
    };
  }

  private static boolean isUnclear(Finding finding) {
    WatchedFigure figure = finding.rule().rule();
    boolean ofDrift =
        figure == WatchedFigure.INPUT_DRIFT
            || figure == WatchedFigure.SCORE_DRIFT
            || figure == WatchedFigure.MISSING_RATE;
    return ofDrift && finding.verdict() == RuleVerdict.TOO_FEW;
  }
}
