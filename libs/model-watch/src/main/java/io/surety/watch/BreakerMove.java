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
   * @param causes the figures by which a program opened it; empty unless it is open
   * @param byBatches whether a program opened it by what it answered in batches
   * @param openings how many times a program opened it since the version last closed, or a person
   *     last decided about it
   */
  record Standing(
      BreakerState state,
      Instant since,
      boolean byPerson,
      List<WatchedFigure> causes,
      boolean byBatches,
      int openings) {

    public Standing {
      causes = List.copyOf(causes);
    }
  }

  /**
   * Decides by the rules alone.
   *
   * <ul>
   *   <li>Closed: it opens when a rule is broken that opens.
   *   <li>Open: when the cool-down is over, which is longer each time that a trial failed, the
   *       version is tried, but for four cases: a person who opened it also ends it; what no trial
   *       can measure a person ends, too, and what batches showed, because nothing is scored beside
   *       a batch; and what outcomes condemned no trial of a few hours can clear, so it waits until
   *       newer outcomes do.
   *   <li>Half-open: it opens when a rule is broken that opens. It closes when the trial has its
   *       answers, no such rule is broken, and all of them that a trial can measure were judged:
   *       until then it goes on.
   * </ul>
   *
   * <p>A finding of which there is too little never moves anything.
   *
   * @param trial how far it is, where there is one
   */
  static BreakerMove next(
      Standing standing, BreakerPolicy policy, List<Finding> findings, Trial trial, Instant now) {
    List<Finding> causes = findings.stream().filter(Finding::opens).toList();
    return switch (standing.state()) {
      case CLOSED -> causes.isEmpty() ? new Stay() : new Open(causes);
      case OPEN -> {
        boolean condemned =
            causes.stream()
                .anyMatch(
                    cause -> LogWindows.kind(cause.rule().rule()) == LogWindows.Kind.OUTCOMES);
        boolean due =
            NextTrial.of(standing, policy) instanceof NextTrial.From(Instant at, _)
                && !now.isBefore(at);
        yield due && !condemned
            ? new HalfOpen(Duration.between(standing.since(), now))
            : new Stay();
      }
      case HALF_OPEN -> {
        if (!causes.isEmpty()) {
          yield new Open(causes);
        }
        yield trial.answers() >= policy.trialSample() && trial.unjudged().isEmpty()
            ? new Close(trial.answers())
            : new Stay();
      }
    };
  }
}
