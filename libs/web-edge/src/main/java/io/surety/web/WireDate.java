package io.surety.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A date of the wire: {@code 2021-12-27}, from year 1 to a year after today. Later than that nobody
 * applies for a loan, and what is counted to such a date means nothing.
 */
public final class WireDate {

  private static final int LENGTH = "2021-12-27".length();
  private static final int MOST_DAYS_AHEAD = 366;

  private WireDate() {}

  /**
   * Reads a date, or refuses the request with the field named.
   *
   * @param clock says what day it is
   */
  public static LocalDate parse(String field, String text, Clock clock) {
    LocalDate date =
        find(text)
            .orElseThrow(() ->
                MalformedRequest.at(
                    field, Quoted.of(text) + " is not a date; a date is written like 2021-12-27."));
    LocalDate latest = LocalDate.now(clock).plusDays(MOST_DAYS_AHEAD);
    if (date.isAfter(latest)) {
      throw MalformedRequest.at(
          field, date + " is too far ahead; the latest date that is answered is " + latest + ".");
    }
    return date;
  }

  private static Optional<LocalDate> find(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text)).filter(date -> date.getYear() >= 1);
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }
}
