package io.surety.bundle;

/**
 * Reads decimal numbers as files hold them: digits with an optional sign, point and exponent, as
 * {@link Double#parseDouble} reads them. Its blanks, hexadecimal numbers, type suffixes, {@code
 * NaN} and {@code Infinity} are no numbers here.
 */
final class PlainNumber {

  private static final long MOST_EXACT = 1L << 53;
  private static final long MOST_BEFORE_A_DIGIT = Long.MAX_VALUE / 10 - 1;

  /** The powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private PlainNumber() {}

  /** The number of a text, NaN when it is none; infinite when it is beyond every double. */
  static double parse(String text) {
    int at = isSign(text, 0) ? 1 : 0;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '.' && point < 0) {
        point = count;
      } else if (isDigit(c)) {
        count++;
        digits = digits > MOST_BEFORE_A_DIGIT ? Long.MAX_VALUE : digits * 10 + (c - '0');
      } else {
        break;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    int decimals = point < 0 ? 0 : count - point;
    if (at < text.length()) {
      return isExponent(text, at) ? Double.parseDouble(text) : Double.NaN;
    }
    if (digits > MOST_EXACT || decimals >= TENS.length) {
      return Double.parseDouble(text);
    }
    // Both are exact, so the one rounding of the division is the right one (Clinger, 1990).
    double size = digits / TENS[decimals];
    return text.charAt(0) == '-' ? -size : size;
  }

  private static boolean isExponent(String text, int from) {
    if ((text.charAt(from) | 0x20) != 'e') {
      return false;
    }
    int first = isSign(text, from + 1) ? from + 2 : from + 1;
    for (int at = first; at < text.length(); at++) {
      if (!isDigit(text.charAt(at))) {
        return false;
      }
    }
    return first < text.length();
  }

  private static boolean isSign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
