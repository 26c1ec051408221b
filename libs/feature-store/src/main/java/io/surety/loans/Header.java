package io.surety.loans;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where each column stands in the rows of a file. Columns that are not known are passed over. */
final class Header {

  private final int[] places;
  private final int fields;

  private Header(int[] places, int fields) {
    this.places = places;
    this.fields = fields;
  }

  /** Reads a header, or refuses the file by the names that are missing, there twice or too many. */
  static Header of(String file, LoanRow row) throws UnreadableFile {
    if (row.fields() > LoanRow.MOST_FIELDS) {
      throw new UnreadableFile(
          String.format(
              Locale.ROOT,
              "%s is refused: its header names %,d columns, and at most %,d are read.",
              file,
              row.fields(),
              LoanRow.MOST_FIELDS));
    }
    List<String> names = new ArrayList<>();
    for (int field = 0; field < row.fields(); field++) {
      names.add(row.field(field).strip());
    }
    List<String> missing = new ArrayList<>();
    List<String> doubled = new ArrayList<>();
    int[] places = new int[LoanColumn.ALL.size()];
    for (LoanColumn column : LoanColumn.ALL) {
      int place = names.indexOf(column.header());
      if (place < 0) {
        missing.add(column.header());
      } else if (place != names.lastIndexOf(column.header())) {
        doubled.add(column.header());
      }
      places[column.ordinal()] = place;
    }
    if (!missing.isEmpty()) {
      throw new UnreadableFile(
          "%s lacks %s; its header names %s."
              .formatted(
                  file,
                  columns(missing),
                  names.size() == 1 ? "1 column" : names.size() + " columns"));
    }
    if (!doubled.isEmpty()) {
      throw new UnreadableFile(file + " has twice " + columns(doubled) + ".");
    }
    return new Header(places, row.fields());
  }

  private static String columns(List<String> names) {
    return (names.size() == 1 ? "the column " : "the columns ") + String.join(", ", names);
  }

  /** The field of a row that holds a column. */
  int place(LoanColumn column) {
    return places[column.ordinal()];
  }

  /** How many fields each row has. */
  int fields() {
    return fields;
  }
}
