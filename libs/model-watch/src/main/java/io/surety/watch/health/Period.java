package io.surety.watch.health;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * The stretch of time that is told about.
 *
 * @param until not included
 */
public record Period(Instant since, Instant until) {

  /** How far back is told when nothing is said. */
  public static final int USUAL_WEEKS = 12;

  /** The longest that is told about at once. */
  public static final Duration LONGEST = Duration.ofDays(400);

  private static final Duration BY_THE_HOUR = Duration.ofDays(4);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Refuses a stretch without length, and one that is too long. */
  public Period {
    if (!since.isBefore(until)) {
      throw new IllegalArgumentException(
          "Health is told of a time that has passed, but %s is not before %s."
              .formatted(since, until));
    }
    if (Duration.between(since, until).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Health is told of %d days at most, but %s to %s are more. Begin later."
              .formatted(LONGEST.toDays(), since, until));
    }
  }

  /** The last weeks, from a Monday on. */
  public static Period lastWeeks(Instant until) {
    return new Period(monday(day(until).minusWeeks(USUAL_WEEKS - 1)), until);
  }

  /** Mondays, the first of them before or at the beginning. */
  List<Instant> weeks() {
    List<Instant> weeks = new ArrayList<>();
    for (Instant week = monday(day(since));
        week.isBefore(until);
        week = week.plus(Duration.ofDays(7))) {
      weeks.add(week);
    }
    return weeks;
  }

  /** Hours when it is a matter of days, else days; each begins at a full one. */
  List<Instant> slots() {
    List<Instant> slots = new ArrayList<>();
    Instant first = isByTheHour() ? Instant.ofEpochSecond(hour(since)) : midnight(day(since));
    Duration step = slot();
    for (Instant slot = first; slot.isBefore(until); slot = slot.plus(step)) {
      slots.add(slot);
    }
    return slots;
  }

  private static long hour(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), HOUR.toSeconds()) * HOUR.toSeconds();
  }

  /** Whether slots are hours, and not days. */
  public boolean isByTheHour() {
    return Duration.between(since, until).compareTo(BY_THE_HOUR) <= 0;
  }

  /** How long a slot is. */
  public Duration slot() {
    return isByTheHour() ? HOUR : Duration.ofDays(1);
  }

  private static Instant monday(LocalDate day) {
    return midnight(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
