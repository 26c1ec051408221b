package io.surety.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What happened so far, told as it happens. Threads may share it. */
public final class Timeline {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final List<Happening> happenings = new ArrayList<>();
  private final Consumer<Line> heard;

  /**
   * One line.
   *
   * @param clock the time of day in UTC
   * @param sinceDrift seconds since the drift began, or nothing before it did
   * @param what in a few words
   * @param sentence with the number of the decision, where one recorded it
   */
  public record Line(String clock, String sinceDrift, String what, String sentence) {}

  /** Tells each line as it comes. */
  public Timeline(Consumer<Line> heard) {
    this.heard = heard;
  }

  /** Adds what happened, and tells it. */
  public void add(Happening happening) {
    Line line;
    synchronized (this) {
      happenings.add(happening);
      line = line(happening);
    }
    heard.accept(line);
  }

  private Line line(Happening happening) {
    Long decision = happening.decision();
    return new Line(
        CLOCK.format(happening.at()),
        sinceDrift(happening.at())
            .map(since -> String.format(Locale.ROOT, "%+.1f s", seconds(since)))
            .orElse(""),
        happening.what().words(),
        decision == null
            ? happening.sentence()
            : "decision %d: %s".formatted(decision, happening.sentence()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }

  /** The time from the beginning of the drift; empty before it. */
  public synchronized Optional<Duration> sinceDrift(Instant moment) {
    return find(Milestone.DRIFT_BEGINS)
        .map(drift -> Duration.between(drift.at(), moment))
        .filter(since -> !since.isNegative());
  }

  /** When something happened for the first time; empty when it has not. */
  public synchronized Optional<Happening> find(Milestone what) {
    return happenings.stream().filter(each -> each.what() == what).findFirst();
  }

  /** The time from one to another; empty while one of them has not happened. */
  public Optional<Duration> between(Milestone first, Milestone second) {
    return find(first)
        .flatMap(one -> find(second).map(other -> Duration.between(one.at(), other.at())));
  }

  /** All, in the order in which they were told. */
  public synchronized List<Happening> all() {
    return List.copyOf(happenings);
  }
}
