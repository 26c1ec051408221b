package io.surety.prediction.inference;

import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.StrictJson;
import io.surety.web.MalformedRequest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The shape of an input: {@code [rows]} or {@code [rows, columns]}. */
record Shape(List<Integer> dimensions) {

  private static final int MOST = 2;

  Shape {
    dimensions = List.copyOf(dimensions);
  }

  /** Reads the list that comes next; what it promises has no more elements than an array can. */
  static Shape read(JsonParser parser, String path) {
    StrictJson.requireArray(parser, path);
    List<Integer> dimensions = new ArrayList<>();
    long elements = 1;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (dimensions.size() == MOST) {
        throw MalformedRequest.at(path, "A tensor here has one dimension or two.");
      }
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
          || !StrictJson.isLong(parser)
          || parser.getLongValue() < 0
          || parser.getLongValue() > Integer.MAX_VALUE) {
        throw MalformedRequest.at(
            path + "[" + dimensions.size() + "]", "A whole number from 0 is expected here.");
      }
      dimensions.add(parser.getIntValue());
      elements *= parser.getIntValue();
    }
    if (dimensions.isEmpty()) {
      throw MalformedRequest.at(path, "A tensor here has one dimension or two.");
    }
    if (elements > Integer.MAX_VALUE) {
      throw MalformedRequest.at(path, "No request holds that many elements.");
    }
    BatchLimits.requireRows(path, dimensions.getFirst());
    BatchLimits.requireValues(path, elements);
    return new Shape(dimensions);
  }

  int rows() {
    return dimensions.getFirst();
  }

  /** The second dimension, 1 when there is none. */
  int columns() {
    return isMatrix() ? dimensions.getLast() : 1;
  }

  boolean isMatrix() {
    return dimensions.size() == MOST;
  }

  int elements() {
    return rows() * columns();
  }

  /** As in JSON: {@code [3, 5]}. */
  @Override
  public String toString() {
    return dimensions.toString();
  }
}
