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
}
