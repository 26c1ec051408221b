package io.surety.bundle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What values an input takes, and the number of a row that each becomes. */
final class InputValue {

  /** From here on a double no longer tells neighbouring whole numbers apart. */
  private static final double MOST_WHOLE = 1L << 53;

  private static final int MOST_LISTED = 20;

  private InputValue() {}

  /** Why the input does not take a value, as the end of a sentence; null when it does. */
  static @Nullable String complaint(ModelInput input, Object value) {
    return switch (input.type()) {
      case INTEGER -> complaintOfInteger(value);
      case REAL -> complaintOfReal(value);
      case FLAG -> complaintOfFlag(value);
      case CATEGORY -> complaintOfCategory(input.categories(), value);
    };
  }

  /** The number of a value that {@link #complaint} has nothing against. */
  static double number(ModelInput input, Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean flag -> flag ? 1 : 0;
      default -> input.categories().indexOf(value);
    };
  }

  private static @Nullable String complaintOfInteger(Object value) {
    if (!(value instanceof Number number)) {
      return "must be a whole number, but is " + kind(value);
    }
    double x = number.doubleValue();
    if (!Double.isFinite(x) || x != Math.rint(x)) {
      return "must be a whole number, but is " + x;
    }
    return Math.abs(x) > MOST_WHOLE ? "is too large a number" : null;
  }

  private static @Nullable String complaintOfReal(Object value) {
    if (!(value instanceof Number number)) {
      return "must be a number, but is " + kind(value);
    }
    double x = number.doubleValue();
    if (!Double.isFinite(x)) {
      return "must be a finite number, but is " + x;
    }
    return Math.abs(x) > Float.MAX_VALUE ? "is too large a number" : null;
  }

  private static @Nullable String complaintOfFlag(Object value) {
    if (value instanceof Boolean) {
      return null;
    }
    if (!(value instanceof Number number)) {
      return "must be 0 or 1, but is " + kind(value);
    }
    double x = number.doubleValue();
    return x == 0 || x == 1 ? null : "must be 0 or 1, but is " + x;
  }

  private static @Nullable String complaintOfCategory(List<String> categories, Object value) {
    if (!(value instanceof String)) {
      return "must be a text, but is " + kind(value);
    }
    if (categories.contains(value)) {
      return null;
    }
    return categories.size() <= MOST_LISTED
        ? "must be one of " + String.join(", ", categories)
        : "must be one of the model's %d categories".formatted(categories.size());
  }

  private static String kind(Object value) {
    return switch (value) {
      case String text -> "a text";
      case Number number -> "a number";
      case Boolean flag -> flag.toString();
      default -> "no single value";
    };
  }
}
