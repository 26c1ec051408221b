package io.surety.loans;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads numbers and dates from the characters of a row without making strings of them. Strict: no
 * blanks, no names for infinity, no day that the calendar lacks.
 */
final class LoanValues {

  private static final long LARGEST_EXACT = 1L << 53;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private LoanValues() {}

  /** A whole number between the bounds. */
  static long whole(char[] text, int start, int end, long least, long greatest) {
    boolean negative = start < end && text[start] == '-';
    int digits = negative ? start + 1 : start;
    if (digits == end || end - digits > 19) {
      throw notANumber(text, start, end);
    }
    long value = 0;
    for (int i = digits; i < end; i++) {
      int digit = digit(text[i]);
      if (digit < 0) {
        throw notANumber(text, start, end);
      }
      value = value * 10 - digit;
      if (value > 0) {
        throw notANumber(text, start, end);
      }
    }
    long signed = negative ? value : -value;
    if (signed < least || signed > greatest || (!negative && signed < 0)) {
      throw notANumber(text, start, end);
    }
    return signed;
  }

  /**
   * A finite decimal number, rounded correctly. Up to 2^53 its digits and its power of ten are
   * exact as doubles, so one division is right (Clinger, "How to read floating point numbers
   * accurately", 1990); beyond that the platform reads it.
   */
  static double real(char[] text, int start, int end) {
    int at = start;
    boolean negative = at < end && text[at] == '-';
    if (negative || (at < end && text[at] == '+')) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int decimals = 0;
    boolean exact = true;
    boolean point = false;
    for (; at < end; at++) {
      char c = text[at];
      int digit = digit(c);
      if (digit >= 0) {
        exact &= digits < LARGEST_EXACT / 10;
        digits = exact ? digits * 10 + digit : digits;
        count++;
        decimals += point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (count == 0 || !(at == end || isExponent(text, at, end))) {
      throw notANumber(text, start, end);
    }
    if (exact && at == end && decimals < POWERS_OF_TEN.length) {
      double value = digits / POWERS_OF_TEN[decimals];
      return negative ? -value : value;
    }
    double value = Double.parseDouble(new String(text, start, end - start));
    if (!Double.isFinite(value)) {
      throw notANumber(text, start, end);
    }
    return value;
  }

  private static boolean isExponent(char[] text, int start, int end) {
    if (text[start] != 'e' && text[start] != 'E') {
      return false;
    }
    int at = start + 1;
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    int first = at;
    while (at < end && digit(text[at]) >= 0) {
      at++;
    }
    return at == end && at > first;
  }

  /** A day written as year-month-day, as days since 1970-01-01. */
  static long day(char[] text, int start, int end) {
    if (end - start == 10 && text[start + 4] == '-' && text[start + 7] == '-') {
      int year = digits(text, start, 4);
      int month = digits(text, start + 5, 2);
      int day = digits(text, start + 8, 2);
      if (year > 0 && month > 0 && day > 0) {
        try {
          return LocalDate.of(year, month, day).toEpochDay();
        } catch (DateTimeException notInTheCalendar) {
          throw new NotReadable(quoted(text, start, end) + " is not a day of the calendar");
        }
      }
    }
    throw new NotReadable(quoted(text, start, end) + " is not a date such as 2021-12-27");
  }

  private static int digits(char[] text, int start, int count) {
    int value = 0;
    for (int i = start; i < start + count; i++) {
      int digit = digit(text[i]);
      if (digit < 0) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }

  private static NotReadable notANumber(char[] text, int start, int end) {
    return new NotReadable(quoted(text, start, end) + " is not such a number");
  }

  /** The value in quotation marks, or "it" when it is empty. */
  static String quoted(char[] text, int start, int end) {
    int shown = Math.min(end, start + 100);
    String value = new String(text, start, shown - start).replace('\0', '\uFFFD');
    return start == end ? "an empty value" : "'" + value + (shown < end ? "…'" : "'");
  }

  /** Characters that are not what they should be; the message is a clause. */
  static final class NotReadable extends RuntimeException {

    NotReadable(String clause) {
      super(clause, null, false, false);
    }
  }
}
