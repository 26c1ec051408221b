package io.surety.prediction.invocations;

import io.surety.bundle.Arrangement;
import io.surety.bundle.RowBinder;
import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.batches.Cells;
import io.surety.prediction.batches.StrictJson;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An object of columns by name, each a list of values or of lists of one value; or of single
 * values, which are one row.
 */
record ColumnTable(String path, List<String> names, List<Cells> columns) implements Table {

  /** Reads the rest of the object in which the parser stands. */
  static ColumnTable read(JsonParser parser, String path) {
    ColumnTable table = new ColumnTable(path, new ArrayList<>(), new ArrayList<>());
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      BatchLimits.requireColumns(path, table.columns.size() + 1L);
      String itsPath = path + "." + Quoted.fieldName(key);
      Cells column = readColumn(parser, itsPath);
      if (!table.columns.isEmpty() && column.size() != table.rows()) {
        throw MalformedRequest.at(
            itsPath,
            "This column holds %d values, but the column %s holds %d."
                .formatted(column.size(), Quoted.fieldName(table.names.getFirst()), table.rows()));
      }
      table.names.add(key);
      table.columns.add(column);
      BatchLimits.requireValues(path, (long) table.rows() * table.columns.size());
    }
    return table;
  }

  private static Cells readColumn(JsonParser parser, String path) {
    Cells column = new Cells();
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        readValue(parser, path, column);
        BatchLimits.requireRows(path, column.size());
      }
    } else if (!StrictJson.addValue(parser, column)) {
      throw MalformedRequest.at(path, "A list of values is expected here.");
    }
    return column;
  }

  private static void readValue(JsonParser parser, String path, Cells column) {
    boolean nested = parser.currentToken() == JsonToken.START_ARRAY;
    if (nested) {
      parser.nextToken();
    }
    if (!StrictJson.addValue(parser, column)
        || (nested && parser.nextToken() != JsonToken.END_ARRAY)) {
      throw MalformedRequest.at(
          path + "[" + column.size() + "]", "A single value is expected here.");
    }
  }

  private int rows() {
    return columns.isEmpty() ? 0 : columns.getFirst().size();
  }

  @Override
  public BoundRows bind(RowBinder binder) {
    Arrangement arrangement = BoundRows.arrange(binder, names, path);
    BoundRows rows = new BoundRows(path, binder.inSchemaOrder().size(), rows());
    for (int row = 0; row < rows(); row++) {
      Cells cells = new Cells(columns.size());
      for (Cells column : columns) {
        cells.addFrom(column, row);
      }
      rows.add(arrangement, cells, 0, columns.size());
    }
    return rows;
  }
}
