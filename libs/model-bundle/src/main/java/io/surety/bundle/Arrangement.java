package io.surety.bundle;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Binds rows whose values stand in one known order. The names were looked up once, so a row costs
 * little more than its values. Any number of threads may share an arrangement.
 *
 * <p>A problem names its field as the arrangement does; the field of a problem with the row as a
 * whole is empty.
 */
public final class Arrangement {

  private final List<String> names;
  private final Column[] columns;
  private final int width;
  private final String expected;
  private final UnknownCategories unknownCategories;

  /**
   * @param width of the rows that are made
   * @param expected what a row has to have, as the end of a sentence
   */
  Arrangement(
      List<String> names,
      List<Column> columns,
      int width,
      String expected,
      UnknownCategories unknownCategories) {
    this.names = List.copyOf(names);
    this.columns = columns.toArray(Column[]::new);
    this.width = width;
    this.expected = expected;
    this.unknownCategories = unknownCategories;
  }

  /** The names in the order of the values. */
  public List<String> names() {
    return names;
  }

  /** How many values a row has here. */
  public int size() {
    return columns.length;
  }

  /**
   * The row of values as JSON gives them, or every problem that they have.
   *
   * @param values as {@link RowBinder#bind} takes them, null where one is missing
   */
  public Binding bind(List<? extends @Nullable Object> values) {
    if (values.size() != columns.length) {
      return wrongNumber(values.size());
    }
    RowDraft draft = new RowDraft(width, unknownCategories);
    Iterator<? extends @Nullable Object> each = values.iterator();
    for (int at = 0; at < columns.length; at++) {
      draft.put(columns[at], names.get(at), each.next());
    }
    return draft.finish();
  }

  /**
   * The row of the cells of a file, or every problem that they have.
   *
   * @param cells plain decimal numbers, with an exponent or without ({@code 12}, {@code -0.5},
   *     {@code 1e-3}); for flags also {@code true}, {@code True}, {@code false}, {@code False}; for
   *     categories their text. A cell with nothing in it is a missing value. Nothing is trimmed: a
   *     cell with blanks around its number is refused.
   */
  public Binding bindTexts(List<String> cells) {
    if (cells.size() != columns.length) {
      return wrongNumber(cells.size());
    }
    RowDraft draft = new RowDraft(width, unknownCategories);
    Iterator<String> each = cells.iterator();
    for (int at = 0; at < columns.length; at++) {
      draft.putText(columns[at], names.get(at), each.next());
    }
    return draft.finish();
  }

  /**
   * The row of numbers, or every problem that they have.
   *
   * @param values NaN where one is missing; a category is a text and takes none of them
   */
  public Binding bind(double[] values) {
    return values.length == columns.length ? bind(values, 0) : wrongNumber(values.length);
  }

  /** As {@link #bind(double[])}, the {@link #size()} values from an index on. */
  public Binding bind(double[] values, int from) {
    Objects.checkFromIndexSize(from, columns.length, values.length);
    RowDraft draft = new RowDraft(width, unknownCategories);
    for (int at = 0; at < columns.length; at++) {
      draft.putNumber(columns[at], names.get(at), values[from + at]);
    }
    return draft.finish();
  }

  private Binding wrongNumber(int given) {
    return new Binding.Refused(
        List.of(
            new FieldProblem(
                "",
                "A row has %d %s, but %s."
                    .formatted(given, given == 1 ? "value" : "values", expected))));
  }
}
