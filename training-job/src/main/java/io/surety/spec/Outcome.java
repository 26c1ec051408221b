package io.surety.spec;

import java.util.regex.Pattern;

/**
 * What is predicted: whether a column of the loan says 1. A loan without a value there has no known
 * outcome yet and is left out.
 *
 * @param column of the loan table
 * @param meaning of a 1, in plain words
 */
public record Outcome(String column, String meaning) {

  private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  public Outcome {
    requireColumn("label", column);
  }

  static void requireColumn(String where, String column) {
    if (!COLUMN.matcher(column).matches()) {
      throw new IllegalArgumentException(
          ("A column under %s is named by lower-case letters, digits and underscores, but this one"
                  + " is '%s'.")
              .formatted(where, column));
    }
  }
}
