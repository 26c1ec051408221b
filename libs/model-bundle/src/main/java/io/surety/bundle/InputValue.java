package io.surety.bundle;

import java.util.List;

/** Says why an input does not take a value. */
final class InputValue {

  /** From here on a double no longer tells neighbouring whole numbers apart. */
  static final double MOST_WHOLE = 1L << 53;

  private static final int MOST_LISTED = 20;

  private InputValue() {}

  static boolean isWhole(double number) {
    return Double.isFinite(number) && number == Math.rint(number);
  }

  /** Why the input refuses a value that its {@link Column} did not take, as a sentence's end. */
  static String complaint(ModelInput input, Object refused) {
    return switch (input.type()) {
      case INTEGER -> complaintOfInteger(refused);
      case REAL -> complaintOfReal(refused);
      case FLAG -> complaintOfFlag(refused);
      case CATEGORY -> complaintOfCategory(input.categories(), refused);
    };
  }

  private static String complaintOfInteger(Object value) {
    if (!(value instanceof Number number)) {
      return "must be a whole number, but is " + kind(value);
    }
    double x = number.doubleValue();
    return isWhole(x) ? "is too large a number" : "must be a whole number, but is " + x;
  }

  private static String complaintOfReal(Object value) {
    if (!(value instanceof Number number)) {
      return "must be a number, but is " + kind(value);
    }
    double x = number.doubleValue();
    return Double.isFinite(x) ? "is too large a number" : "must be a finite number, but is " + x;
  }

  private static String complaintOfFlag(Object value) {
    return value instanceof Number number
        ? "must be 0 or 1, but is " + number.doubleValue()
        : "must be 0 or 1, but is " + kind(value);
  }

  private static String complaintOfCategory(List<String> categories, Object value) {
    if (!(value instanceof String)) {
      return "must be a text, but is " + kind(value);
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
