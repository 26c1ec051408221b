package io.surety.prediction.scoring;

import io.surety.bundle.Arrangement;
import io.surety.bundle.RowBinder;
import io.surety.bundle.UnfitColumns;
import io.surety.web.JsonFields;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a body of JSON: one item, an array of items, {@code data} (rows), or {@code inputs} (rows,
 * records, or columns). Whatever is wrong is refused with row and field named.
 */
final class JsonBody {

  static final String DATA = "data";
  static final String INPUTS = "inputs";
  private static final List<String> TABLES = List.of(DATA, INPUTS);
  private static final Set<String> FIELDS =
      Stream.concat(JsonItems.FIELDS.stream(), TABLES.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final RowBinder binder;
  private final JsonItems items;

  JsonBody(RowBinder binder, Clock clock) {
    this.binder = binder;
    this.items = new JsonItems(binder, clock);
  }

  ScoreRequest read(JsonNode body) {
    if (body.isArray()) {
      return several(body, "", items::read);
    }
    if (!body.isObject()) {
      throw MalformedRequest.because(
          "The body is a JSON object with user_id, features, data or inputs, or an array of items.");
    }
    JsonFields fields = JsonFields.of(body, "", FIELDS);
    for (String table : TABLES) {
      if (body.has(table)) {
        requireAlone(body, table);
        JsonNode rows = fields.require(table);
        return table.equals(DATA)
            ? several(requireArray(rows, DATA), DATA, this::row)
            : inputs(rows);
      }
    }
    return new ScoreRequest.One(items.object(fields, ""));
  }

  private ScoreRequest inputs(JsonNode inputs) {
    return inputs.isObject()
        ? columns(inputs)
        : several(requireArray(inputs, INPUTS), INPUTS, this::rowOrRecord);
  }

  private static ScoreRequest.Several several(JsonNode array, String where, Reading reading) {
    ScoreRequest.requireNotTooMany(where, array.size());
    List<ScoreItem> read = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      read.add(reading.read(item, where + "[" + read.size() + "]"));
    }
    return new ScoreRequest.Several(read);
  }

  private ScoreItem row(JsonNode node, String path) {
    if (!node.isArray()) {
      throw MalformedRequest.at(
          path, "An array of values in the order of the model's schema is expected here.");
    }
    return items.row(node, path);
  }

  private ScoreItem rowOrRecord(JsonNode node, String path) {
    return node.isObject() ? items.record(node, path) : row(node, path);
  }

  /** Columns by name: every one a list of the same length. */
  private ScoreRequest.Several columns(JsonNode columns) {
    List<String> names = List.copyOf(columns.propertyNames());
    int rows =
        names.isEmpty()
            ? 0
            : requireArray(columns.get(names.getFirst()), column(names.getFirst())).size();
    for (String name : names) {
      int size = requireArray(columns.get(name), column(name)).size();
      if (size != rows) {
        throw MalformedRequest.at(
            column(name),
            "This column holds %d values, but the column %s holds %d."
                .formatted(size, Quoted.fieldName(names.getFirst()), rows));
      }
    }
    ScoreRequest.requireNotTooMany(INPUTS, rows);
    Arrangement arranged = arrange(names);
    List<ScoreItem> read = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      String path = INPUTS + "[" + row + "]";
      List<@Nullable Object> values = new ArrayList<>(names.size());
      for (Map.Entry<String, JsonNode> column : columns.properties()) {
        values.add(JsonItems.value(column.getValue().get(row), path, column.getKey()));
      }
      read.add(new ScoreItem.OfRow(Rows.require(arranged.bind(values), path)));
    }
    return new ScoreRequest.Several(read);
  }

  private static String column(String name) {
    return INPUTS + "." + Quoted.fieldName(name);
  }

  private Arrangement arrange(List<String> names) {
    try {
      return binder.arrange(names);
    } catch (UnfitColumns unfit) {
      throw Rows.refused(unfit, INPUTS);
    }
  }

  private static void requireAlone(JsonNode body, String table) {
    for (String other : body.propertyNames()) {
      if (!other.equals(table)) {
        throw MalformedRequest.at(
            Quoted.fieldName(other), "A table in " + table + " comes without other keys.");
      }
    }
  }

  private static JsonNode requireArray(JsonNode node, String path) {
    if (!node.isArray()) {
      throw MalformedRequest.at(path, "A list is expected here.");
    }
    return node;
  }

  /** Reads one item at a path. */
  private interface Reading {

    ScoreItem read(JsonNode node, String path);
  }
}
