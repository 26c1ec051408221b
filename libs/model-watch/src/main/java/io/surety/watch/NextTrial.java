package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.WatchedFigure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What comes next of a breaker that is open. */
public sealed interface NextTrial {

  /** The longest that a breaker waits, unless the spec has it wait longer the first time. */
  Duration LONGEST_COOL_DOWN = Duration.ofDays(1);

  /**
   * The version is tried.
   *
   * @param at when the cool-down is over
   * @param condemned figures of outcomes that opened it: while they, or others, still do it is not
   *     tried, however long that takes
   */
  record From(Instant at, List<WatchedFigure> condemned) implements NextTrial {
    public From {
      condemned = List.copyOf(condemned);
    }
  }

  /** Nobody tries it: a person opened it, and a person ends it. */
  record PersonOpened() implements NextTrial {}

  /** Nobody tries it: these opened it, and no trial can measure them, so a person ends it. */
  record Unmeasurable(List<WatchedFigure> figures) implements NextTrial {
    public Unmeasurable {
      figures = List.copyOf(figures);
    }
  }

  /** Nobody tries it: batches showed it, beside which nothing is scored, so a person ends it. */
  record BatchesOpened() implements NextTrial {}

  /** What comes next of one that stands so. */
  static NextTrial of(BreakerMove.Standing open, BreakerPolicy policy) {
    if (open.byPerson()) {
      return new PersonOpened();
    }
    if (open.byBatches()) {
      return new BatchesOpened();
    }
    List<WatchedFigure> unmeasurable =
        open.causes().stream()
            .filter(cause -> !Trial.measures(cause))
            .filter(cause -> LogWindows.kind(cause) != LogWindows.Kind.OUTCOMES)
            .toList();
    if (!unmeasurable.isEmpty()) {
      return new Unmeasurable(unmeasurable);
    }
    return new From(
        open.since().plus(coolDown(policy, open.openings())),
        open.causes().stream()
            .filter(cause -> LogWindows.kind(cause) == LogWindows.Kind.OUTCOMES)
            .toList());
  }

  /**
   * How long a version stays out that was taken out so many times in a row: as the policy says the
   * first time, and twice as long each time that a trial failed, up to a day.
   */
  static Duration coolDown(BreakerPolicy policy, int openings) {
    Duration coolDown = policy.coolDown();
    for (int failed = 1; failed < openings && !coolDown.isZero(); failed++) {
      Duration twice = coolDown.multipliedBy(2);
      if (twice.compareTo(LONGEST_COOL_DOWN) >= 0) {
        return coolDown.compareTo(LONGEST_COOL_DOWN) > 0 ? coolDown : LONGEST_COOL_DOWN;
      }
      coolDown = twice;
    }
    return coolDown;
  }

  /** In words, such as {@code It is tried again from 2026-06-01 12:20 UTC on.} */
  default String sentence(Watched watched) {
    return switch (this) {
      case From(Instant at, List<WatchedFigure> condemned) ->
          String.format(
              Locale.ROOT,
              "It is tried again from %s on%s%s.",
              Words.minute(at),
              watched.openings() > 1
                  ? ", later each time: it was taken out %d times in a row"
                      .formatted(watched.openings())
                  : "",
              condemned.isEmpty()
                  ? ""
                  : ", once outcomes no longer condemn it (" + names(condemned) + ")");
      case PersonOpened() -> "A person opened it, so nothing tries it. " + closing(watched);
      case BatchesOpened() ->
          "Its batches opened it, and nothing is scored beside a batch, so nothing tries it. "
              + closing(watched);
      case Unmeasurable(List<WatchedFigure> figures) ->
          "It is not tried by itself, because no trial can measure what opened it (%s). %s"
              .formatted(names(figures), closing(watched));
    };
  }

  private static String names(List<WatchedFigure> figures) {
    return figures.stream().map(WatchedFigure::toString).collect(Collectors.joining(", "));
  }

  private static String closing(Watched watched) {
    return "Have it answer again with './surety breaker close %s --alias %s'."
        .formatted(watched.version(), watched.alias());
  }
}
