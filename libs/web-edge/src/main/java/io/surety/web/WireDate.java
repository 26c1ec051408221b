package io.surety.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A date of the wire: {@code 2021-12-27}, from year 1 to year 9999. */
public final class WireDate {

  private static final int LENGTH = "2021-12-27".length();

  private WireDate() {}

  /** Reads a date, or refuses the request with the field named. */
  public static LocalDate parse(String field, String text) {
    return find(text)
        .orElseThrow(() ->
            MalformedRequest.at(
                field, Quoted.of(text) + " is not a date; a date is written like 2021-12-27."));
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
