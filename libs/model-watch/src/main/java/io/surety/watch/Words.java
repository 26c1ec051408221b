package io.surety.watch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How findings are said. */
final class Words {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  static String minute(Instant moment) {
    return MINUTE.format(moment);
  }

  static String tooFew(String what, long rows, int sample, String of) {
    return String.format(
        Locale.ROOT,
        "%s cannot be judged yet: %,d of the %,d %s that it takes.",
        what,
        rows,
        sample,
        of);
  }

  static String ofFewPeople(String what, long rows, String of, double independent, int least) {
    return String.format(
        Locale.ROOT,
        "%s cannot be judged: %,d %s are of so few people that they say as much as %.0f independent ones, and it takes %d.",
        what,
        rows,
        of,
        independent,
        least);
  }
}
