package io.surety.terminal;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<String> header;
  private final List<Boolean> rightAligned;
  private final List<List<String>> rows = new ArrayList<>();

  private TextTable(List<String> header, List<Boolean> rightAligned) {
    this.header = header;
    this.rightAligned = rightAligned;
  }

  /** A table with this header; a name that begins with {@code >} has its column aligned right. */
  static TextTable of(String... names) {
    List<String> header = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (String name : names) {
      right.add(name.startsWith(">"));
      header.add(name.startsWith(">") ? name.substring(1) : name);
    }
    return new TextTable(List.copyOf(header), List.copyOf(right));
  }

  TextTable row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "A row of this table has " + header.size() + " cells, not " + cells.length + ".");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Prints the header and every row. */
  void print(Console console) {
    int[] widths = widths();
    console.print(console.bold(line(header, widths)));
    rows.forEach(row -> console.print(line(row, widths)));
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = header.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : GAP);
      line.append(rightAligned.get(column) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }
}
