package io.surety.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Points in time as people read and write them. */
final class Moments {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Moments() {}

  static String minute(Instant moment) {
    return MINUTE.format(moment);
  }

  /** Four digits are what the database and every reader of the files can take. */
  private static void requireCalendarYear(int year) {
    if (year < 1 || year > 9999) {
      throw new DateTimeException("The year has four digits.");
    }
  }

  /** Reads a moment with its offset. */
  static final class Converter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
      try {
        OffsetDateTime moment = OffsetDateTime.parse(text);
        requireCalendarYear(moment.getYear());
        return moment.toInstant();
      } catch (DateTimeException unreadable) {
        throw new TypeConversionException(
            "'%s' is not a moment like 2026-01-31T12:00:00Z or 2026-01-31T12:00:00+01:00"
                .formatted(text));
      }
    }
  }

  /** Reads a moment with its offset, or a day, which begins at 00:00 UTC. */
  static final class DayOrMomentConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
      return text.indexOf('T') >= 0
          ? new Converter().convert(text)
          : new DayConverter().convert(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  /** Reads a day. */
  static final class DayConverter implements ITypeConverter<LocalDate> {

    @Override
    public LocalDate convert(String text) {
      try {
        LocalDate day = LocalDate.parse(text);
        requireCalendarYear(day.getYear());
        return day;
      } catch (DateTimeException unreadable) {
        throw new TypeConversionException("'%s' is not a day like 2021-12-27".formatted(text));
      }
    }
  }
}
