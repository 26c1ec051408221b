package io.surety.delivery.rehearsal;

import io.surety.terminal.Console;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened when, and how long it took. */
final class Timeline {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Clock clock;
  private final ZoneId zone;
  private final List<Entry> entries = new ArrayList<>();

  Timeline(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /** How a step ended. */
  enum Outcome {
    DONE("done"),
    ANSWERED("answered"),
    PROVIDED("this machine has it"),
    REFUSED("refused, as it had to be"),
    FAILED("failed");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }
  }

  /** One step. */
  record Entry(String stage, String step, Instant start, Duration length, Outcome outcome) {}

  /** An act that says how it ended. */
  @FunctionalInterface
  interface Act {
    Outcome run();
  }

  /** Runs an act and notes it, also when it fails. */
  Outcome note(String stage, String step, Act act) {
    Instant start = clock.instant();
    Outcome outcome = Outcome.FAILED;
    try {
      outcome = act.run();
      return outcome;
    } finally {
      entries.add(new Entry(stage, step, start, Duration.between(start, clock.instant()), outcome));
    }
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Prints all that was noted. */
  void print(Console console) {
    console.print("");
    console.print(
        "%-12s %-8s %7s  %-24s %s".formatted("STAGE", "START", "SECONDS", "OUTCOME", "STEP"));
    for (Entry entry : entries) {
      console.print(
          "%-12s %-8s %7.1f  %-24s %s"
              .formatted(
                  entry.stage(),
                  TIME.format(entry.start().atZone(zone)),
                  entry.length().toMillis() / 1000.0,
                  entry.outcome().words,
                  entry.step()));
    }
  }
}
