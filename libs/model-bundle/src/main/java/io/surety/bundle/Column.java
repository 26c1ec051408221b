package io.surety.bundle;

import java.util.HashMap;
import java.util.Map;

/**
 * One input as it is bound: takes a value for its place in a row, or says why not. A value that is
 * taken costs no allocation; NaN stands for one that is refused, because no taken value is NaN.
 */
final class Column {

  private static final double REFUSED = Double.NaN;

  private final int index;
  private final ModelInput input;
  private final Map<String, Double> categories = new HashMap<>();

  Column(int index, ModelInput input) {
    this.index = index;
    this.input = input;
    for (String category : input.categories()) {
      categories.put(category, (double) categories.size());
    }
  }

  /** The place in the row. */
  int index() {
    return index;
  }

  String name() {
    return input.name();
  }

  boolean mayBeMissing() {
    return input.missing() == MissingRule.ALLOWED;
  }

  /** The number of a value as JSON gives it, NaN when it is refused. */
  double take(Object value) {
    if (input.type() == InputType.CATEGORY) {
      Double category = value instanceof String text ? categories.get(text) : null;
      return category == null ? REFUSED : category;
    }
    if (value instanceof Number number) {
      return take(number.doubleValue());
    }
    return value instanceof Boolean flag && input.type() == InputType.FLAG
        ? (flag ? 1 : 0)
        : REFUSED;
  }

  /** Whether a value that {@link #take(Object)} refused is a category that nobody has met. */
  boolean isUnknownCategory(Object value) {
    return input.type() == InputType.CATEGORY && value instanceof String;
  }

  /** The number itself, NaN when it is refused. */
  double take(double number) {
    boolean taken =
        switch (input.type()) {
          case INTEGER -> InputValue.isWhole(number) && Math.abs(number) <= InputValue.MOST_WHOLE;
          case REAL -> Math.abs(number) <= Float.MAX_VALUE;
          case FLAG -> number == 0 || number == 1;
          case CATEGORY -> false;
        };
    return taken ? number : REFUSED;
  }

  /** The number of the text of a cell, NaN when it is refused. */
  double takeText(String cell) {
    if (input.type() == InputType.CATEGORY) {
      return take(cell);
    }
    double number = PlainNumber.parse(cell);
    return Double.isNaN(number) ? take(valueOfWord(cell)) : take(number);
  }

  /** Why a value that {@link #take(Object)} refused is refused, as the end of a sentence. */
  String complaint(Object value) {
    return InputValue.complaint(input, value);
  }

  /** Why the text of a cell is refused: as the value that it stands for would be. */
  String complaintOfText(String cell) {
    double number = PlainNumber.parse(cell);
    if (input.type() == InputType.CATEGORY || Double.isNaN(number)) {
      return complaint(input.type() == InputType.CATEGORY ? cell : valueOfWord(cell));
    }
    return complaint(number);
  }

  private static Object valueOfWord(String cell) {
    return switch (cell) {
      case "true", "True" -> true;
      case "false", "False" -> false;
      default -> cell;
    };
  }
}
