package io.surety.benchmarks.results;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Figures in rows, each cell as it is shown.
 *
 * @param caption what the table is about, without a full stop
 * @param rows as many cells each as there are columns
 */
public record Table(String caption, List<String> columns, List<List<String>> rows) {

  private static final String GAP = "  ";
  private static final Pattern NUMBER =
      Pattern.compile("|–|[≥≤]? ?[0-9][0-9.,]*( ?[%µa-zA-Z/]{1,5})?");

  /** Keeps its own copy, and refuses a row of another width. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "The table '%s' has %d columns, but a row of it has %d cells: %s."
                .formatted(caption, columns.size(), row.size(), row));
      }
    }
  }

  /** The table as lines of a terminal: the header, then every row; all but words to the right. */
  public List<String> lines() {
    int[] widths = new int[columns.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = columns.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(columns, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : GAP);
      line.append(isNumeric(column) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  /**
   * True when the cells of a column are numbers, with or without a unit, or say that there is none.
   */
  boolean isNumeric(int column) {
    List<String> cells = rows.stream().map(row -> row.get(column)).toList();
    return cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches())
        && !cells.stream().allMatch(String::isEmpty);
  }
}
