package io.surety.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one JSON object of a request, read strictly: every refusal is a {@link
 * MalformedRequest} that names the place. A null counts as absent.
 */
public final class JsonFields {

  private final JsonNode object;
  private final String path;

  private JsonFields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /**
   * Takes an object that has no other keys than these.
   *
   * @param path where the object is, such as {@code [3]}; empty for the whole body
   */
  public static JsonFields of(JsonNode node, String path, Set<String> known) {
    if (!node.isObject()) {
      throw MalformedRequest.at(path, "A JSON object is expected here.");
    }
    JsonFields fields = new JsonFields(node, path);
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw MalformedRequest.at(
            fields.path(Quoted.fieldName(name)),
            "This key is not known; known are " + String.join(", ", new TreeSet<>(known)) + ".");
      }
    }
    return fields;
  }

  /** Where a field of this object is. */
  public String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return find(name) != null;
  }

  /** The value of a field that has to be there. */
  public JsonNode require(String name) {
    JsonNode value = find(name);
    if (value == null) {
      throw MalformedRequest.at(path(name), "This field is required.");
    }
    return value;
  }

  /** A whole number, not negative, that has to be there. */
  public long requireId(String name) {
    return id(require(name), path(name));
  }

  /** A list of whole numbers, not negative, that has to be there. */
  public List<Long> requireIds(String name, int most) {
    JsonNode list = require(name);
    if (!list.isArray()) {
      throw MalformedRequest.at(path(name), "A list of whole numbers is expected here.");
    }
    if (list.size() > most) {
      throw MalformedRequest.at(
          path(name), "At most " + most + " are answered at once, but " + list.size() + " came.");
    }
    List<Long> ids = new ArrayList<>(list.size());
    for (JsonNode each : list) {
      ids.add(id(each, path(name) + "[" + ids.size() + "]"));
    }
    return ids;
  }

  /** A text that may be absent. */
  public Optional<String> findText(String name) {
    JsonNode value = find(name);
    if (value != null && !value.isString()) {
      throw MalformedRequest.at(path(name), "A text is expected here.");
    }
    return Optional.ofNullable(value).map(JsonNode::stringValue);
  }

  /** A date that may be absent, and is at most a year ahead. */
  public Optional<LocalDate> findDate(String name, Clock clock) {
    return findText(name).map(text -> WireDate.parse(path(name), text, clock));
  }

  private static long id(JsonNode value, String path) {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw MalformedRequest.at(path, "A whole number from 0 is expected here.");
    }
    return value.longValue();
  }

  private @Nullable JsonNode find(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
