package io.surety.report;

import io.surety.watch.health.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/** The axis of time of a period, in its slots (days or hours, in UTC) from its first one on. */
final class TimeScale {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Period period;
  private final Instant first;
  private final int ticks;

  /** With about so many labels at most. */
  TimeScale(Period period, int ticks) {
    this.period = period;
    this.ticks = ticks;
    long slot = period.slot().toSeconds();
    this.first = Instant.ofEpochSecond(Math.floorDiv(period.since().getEpochSecond(), slot) * slot);
  }

  static String day(LocalDate day) {
    return DAY.format(day.atStartOfDay(ZoneOffset.UTC));
  }

  /** The beginning of a slot in words. */
  String words(Instant slot) {
    return (period.isByTheHour() ? HOUR : DAY).format(slot);
  }

  /** What a slot is. */
  String slot() {
    return period.isByTheHour() ? "hour" : "day";
  }

  /** Where a moment lies. */
  double at(Instant moment) {
    return (double) Duration.between(first, moment).toMillis() / period.slot().toMillis();
  }

  double end() {
    return at(period.until());
  }

  NumberAxis axis() {
    List<String> labels = new ArrayList<>();
    for (Instant slot = first; slot.isBefore(period.until()); slot = slot.plus(period.slot())) {
      labels.add(words(slot));
    }
    NumberAxis axis = Chart.styled(new RoomyAxis(labels.getFirst()));
    axis.setRange(0, Math.max(end(), 1));
    axis.setTickUnit(new NumberTickUnit(Math.max(1, Math.ceil(end() / ticks))));
    axis.setNumberFormatOverride(new Words(labels));
    return axis;
  }
}
