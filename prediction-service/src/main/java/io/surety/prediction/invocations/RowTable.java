package io.surety.prediction.invocations;

import io.surety.bundle.Arrangement;
import io.surety.bundle.RowBinder;
import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.batches.Cells;
import io.surety.prediction.batches.RowEnds;
import io.surety.prediction.batches.StrictJson;
import io.surety.web.MalformedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Lists of values, one a row.
 *
 * @param names of the values; null when they are in the order of the schema
 */
record RowTable(String path, @Nullable List<String> names, Cells cells, RowEnds ends)
    implements Table {

  /** Reads the rest of a list, at whose first element the parser stands. */
  static RowTable read(JsonParser parser, String path) {
    Cells cells = new Cells();
    RowEnds ends = new RowEnds();
    for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        readRow(parser, path, cells, ends.count());
      } else if (!StrictJson.addValue(parser, cells)) {
        throw MalformedRequest.at(
            path + "[" + ends.count() + "]", "A list of values is expected here.");
      }
      ends.add(cells.size());
      BatchLimits.requireRows(path, ends.count());
      BatchLimits.requireValues(path, cells.size());
    }
    return new RowTable(path, null, cells, ends);
  }

  private static void readRow(JsonParser parser, String path, Cells cells, int row) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!StrictJson.addValue(parser, cells)) {
        throw MalformedRequest.at(path + "[" + row + "]", "A single value is expected here.");
      }
      BatchLimits.requireValues(path, cells.size());
    }
  }

  RowTable named(List<String> itsNames) {
    return new RowTable(path, itsNames, cells, ends);
  }

  @Override
  public BoundRows bind(RowBinder binder) {
    Arrangement arrangement =
        names == null
            ? binder.inSchemaOrder()
            : BoundRows.arrange(binder, names, "dataframe_split.columns");
    BoundRows rows = new BoundRows(path, binder.inSchemaOrder().size(), ends.count());
    for (int row = 0; row < ends.count(); row++) {
      rows.add(arrangement, cells, ends.start(row), ends.length(row));
    }
    return rows;
  }
}
