package io.surety.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Spans of time as people write them. */
final class TimeSpans {

  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

  private TimeSpans() {}

  /** Reads a whole number of seconds, minutes, hours or days. */
  static final class Converter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      Matcher span = SPAN.matcher(text);
      if (!span.matches()) {
        throw new TypeConversionException("'%s' is not a time like 30m, 8h or 7d".formatted(text));
      }
      long number = Long.parseLong(span.group(1));
      return switch (span.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }
}
