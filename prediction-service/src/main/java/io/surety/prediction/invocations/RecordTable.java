package io.surety.prediction.invocations;

import io.surety.bundle.Arrangement;
import io.surety.bundle.RowBinder;
import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.batches.Cells;
import io.surety.prediction.batches.RowEnds;
import io.surety.prediction.batches.StrictJson;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Objects of values by name, one a row. Each may have keys of its own; as most have those of the
 * one before, names are looked up once for all that follow each other with the same.
 *
 * @param headers the keys of each row, one list for rows that share them
 * @param known the lists among them
 */
record RecordTable(
    String path, List<List<String>> headers, Headers known, Cells cells, RowEnds ends)
    implements Table {

  /** Reads the rest of a list, at whose first element the parser stands. */
  static RecordTable read(JsonParser parser, String path) {
    RecordTable table =
        new RecordTable(path, new ArrayList<>(), new Headers(), new Cells(), new RowEnds());
    for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw MalformedRequest.at(
            path + "[" + table.ends.count() + "]", "A JSON object is expected here.");
      }
      table.readRecord(parser);
    }
    return table;
  }

  private void readRecord(JsonParser parser) {
    List<String> before = headers.isEmpty() ? List.of() : headers.getLast();
    List<String> its = new ArrayList<>(before.size());
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      its.add(key);
      BatchLimits.requireColumns(path, its.size());
      BatchLimits.requireValues(path, cells.size() + 1L);
      parser.nextToken();
      if (!StrictJson.addValue(parser, cells)) {
        throw MalformedRequest.at(
            path + "[" + ends.count() + "]." + Quoted.fieldName(key),
            "A single value is expected here.");
      }
    }
    headers.add(its.equals(before) ? before : known.same(path, its));
    ends.add(cells.size());
    BatchLimits.requireRows(path, ends.count());
  }

  /** Each list of keys once, however the records take turns. */
  static final class Headers {

    private static final int MOST_NAMES = 100_000;

    private final Map<List<String>, List<String>> lists = new HashMap<>();
    private int names;

    List<String> same(String path, List<String> header) {
      List<String> first = lists.putIfAbsent(header, header);
      if (first != null) {
        return first;
      }
      names += header.size();
      if (names > MOST_NAMES) {
        throw MalformedRequest.at(
            path,
            "The records differ too much in their keys. Give all of them the same, with null where a value is missing.");
      }
      return header;
    }
  }

  @Override
  public BoundRows bind(RowBinder binder) {
    BoundRows rows = new BoundRows(path, binder.inSchemaOrder().size(), ends.count());
    @Nullable List<String> arranged = null;
    Arrangement arrangement = binder.inSchemaOrder();
    for (int row = 0; row < ends.count(); row++) {
      List<String> header = headers.get(row);
      if (!header.equals(arranged)) {
        arrangement = BoundRows.arrange(binder, header, path + "[" + row + "]");
        arranged = header;
      }
      rows.add(arrangement, cells, ends.start(row), ends.length(row));
    }
    return rows;
  }
}
