package io.surety.prediction.inference;

import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.Cells;
import io.surety.prediction.batches.StrictJson;
import io.surety.web.MalformedRequest;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The data of a tensor as JSON: its elements in row-major order, in one list or in a list of lists.
 */
final class JsonData {

  private static final int FLAT = -1;

  private final String path;
  private final long before;
  private final Cells cells = new Cells();
  private int rows;
  private int width = FLAT;

  private JsonData(String path, long before) {
    this.path = path;
    this.before = before;
  }

  /**
   * Reads the list that comes next; nothing where null does.
   *
   * @param before how many values other tensors of the request have already
   */
  static Optional<JsonData> find(JsonParser parser, String path, long before) {
    if (parser.nextToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw MalformedRequest.at(path, "A list is expected here.");
    }
    JsonData data = new JsonData(path, before);
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      if (next == JsonToken.START_ARRAY && (data.rows > 0 || data.cells.size() == 0)) {
        data.readRow(parser);
      } else if (data.rows > 0 || !StrictJson.addValue(parser, data.cells)) {
        throw MalformedRequest.at(
            path, "Either values are expected in this list, or lists of values.");
      }
      data.requireNotTooMany();
    }
    return Optional.of(data);
  }

  private void readRow(JsonParser parser) {
    int start = cells.size();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!StrictJson.addValue(parser, cells)) {
        throw MalformedRequest.at(path + "[" + rows + "]", "A list of values is expected here.");
      }
      requireNotTooMany();
    }
    int its = cells.size() - start;
    if (rows > 0 && its != width) {
      throw MalformedRequest.at(
          path + "[" + rows + "]",
          "This list has %d elements, but the one before it has %d.".formatted(its, width));
    }
    width = its;
    rows++;
  }

  private void requireNotTooMany() {
    BatchLimits.requireRows(path, rows);
    BatchLimits.requireValues(path, before + cells.size());
  }

  /** How many elements there are. */
  int size() {
    return cells.size();
  }

  /** The elements, which have to be as many as the shape says, and nested as it says or not. */
  Cells shaped(Shape shape) {
    if (cells.size() != shape.elements()) {
      throw MalformedRequest.at(
          path,
          "The shape %s asks for %d elements, but %d came."
              .formatted(shape, shape.elements(), cells.size()));
    }
    if (width != FLAT && cells.size() > 0 && !(shape.isMatrix() && shape.columns() == width)) {
      throw MalformedRequest.at(
          path,
          "The shape %s is not that of %d lists of %d elements each."
              .formatted(shape, rows, width));
    }
    return cells;
  }
}
