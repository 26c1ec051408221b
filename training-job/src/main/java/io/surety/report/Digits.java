package io.surety.report;

import io.surety.watch.statistics.Estimate;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as the report spells them: a point, thin spaces between thousands, a dash for none. */
final class Digits {

  static final String NONE = "–";
  private static final char THIN_SPACE = '\u2009';
  private static final char MINUS = '\u2212';

  private Digits() {}

  /** Three decimals. */
  static String of(@Nullable Double value) {
    return value == null ? NONE : decimals(3).format(value);
  }

  /** Four decimals, for losses, which differ little. */
  static String fine(@Nullable Double value) {
    return value == null ? NONE : decimals(4).format(value);
  }

  /** Three decimals, with its sign when above zero. */
  static String signed(@Nullable Double value) {
    return value == null ? NONE : (value > 0 ? "+" : "") + fine(value);
  }

  /** A contribution: two decimals, with its sign when it is not zero. */
  static String push(double contribution) {
    double rounded = Math.rint(contribution * 100) / 100 + 0.0;
    return (rounded > 0 ? "+" : "") + decimals(2).format(rounded);
  }

  /** A value of an input: whole, or with three digits that count. */
  static String value(double value) {
    boolean whole = value == Math.rint(value);
    int digits = whole ? 0 : (int) (2 - Math.floor(Math.log10(Math.abs(value))));
    return decimals(Math.clamp(digits, 0, 12)).format(value);
  }

  static String count(long value) {
    return thousands().format(value);
  }

  static String percent(@Nullable Double share) {
    return share == null ? NONE : percents(1).format(share);
  }

  /** The interval of an estimate in words, empty when it has none. */
  static String interval(@Nullable Estimate estimate) {
    Double lower = estimate == null ? null : estimate.lower();
    Double upper = estimate == null ? null : estimate.upper();
    return lower == null || upper == null ? "" : of(lower) + " to " + of(upper);
  }

  static @Nullable Double value(@Nullable Estimate estimate) {
    return estimate == null ? null : estimate.value();
  }

  static NumberFormat decimals(int digits) {
    return format(digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits));
  }

  static NumberFormat percents(int digits) {
    return format((digits == 0 ? "0" : "0." + "0".repeat(digits)) + " %");
  }

  static NumberFormat thousands() {
    return decimals(0);
  }

  private static NumberFormat format(String pattern) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setGroupingSeparator(THIN_SPACE);
    symbols.setMinusSign(MINUS);
    return new DecimalFormat(pattern, symbols);
  }
}
