package io.surety.terminal;

import io.surety.watch.statistics.Estimate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Figures of an evaluation as people read them. */
final class Figures {

  static final String UNKNOWN = "–";

  private Figures() {}

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** A figure with its interval: {@code 0.7512 (0.7423 to 0.7601)}. */
  static Optional<String> estimate(@Nullable Estimate estimate) {
    if (estimate == null) {
      return Optional.empty();
    }
    Double lower = estimate.lower();
    Double upper = estimate.upper();
    return Optional.of(
        number(estimate.value())
            + (lower == null || upper == null
                ? ""
                : " (" + number(lower) + " to " + number(upper) + ")"));
  }

  /** The same from JSON: either a number, or an object with value, lower and upper. */
  static String of(JsonNode figure) {
    if (figure.isNumber()) {
      return number(figure.doubleValue());
    }
    if (!figure.path("value").isNumber()) {
      return UNKNOWN;
    }
    String value = number(figure.path("value").doubleValue());
    return figure.path("lower").isNumber() && figure.path("upper").isNumber()
        ? value
            + " ("
            + number(figure.path("lower").doubleValue())
            + " to "
            + number(figure.path("upper").doubleValue())
            + ")"
        : value;
  }

  /** A number as it was set, without an exponent or idle zeros; a dash when it is none. */
  static String plain(JsonNode number) {
    return number.isNumber() ? number.decimalValue().stripTrailingZeros().toPlainString() : UNKNOWN;
  }

  /** The figure itself, without its interval. */
  static Optional<Double> value(JsonNode figure) {
    JsonNode number = figure.isNumber() ? figure : figure.path("value");
    return number.isNumber() ? Optional.of(number.doubleValue()) : Optional.empty();
  }
}
