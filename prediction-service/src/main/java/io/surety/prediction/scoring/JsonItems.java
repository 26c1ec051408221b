package io.surety.prediction.scoring;

import static io.surety.prediction.scoring.UserFields.AS_OF;
import static io.surety.prediction.scoring.UserFields.BASIS;
import static io.surety.prediction.scoring.UserFields.USER_ID;

import io.surety.bundle.RowBinder;
import io.surety.feature.UserId;
import io.surety.prediction.features.Moment;
import io.surety.web.JsonFields;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads items of JSON: an object for a user or for features, an array for a row. */
final class JsonItems {

  static final String FEATURES = "features";
  static final Set<String> FIELDS = Set.of(USER_ID, AS_OF, BASIS, FEATURES);

  private final RowBinder binder;
  private final Clock clock;

  JsonItems(RowBinder binder, Clock clock) {
    this.binder = binder;
    this.clock = clock;
  }

  /**
   * One item.
   *
   * @param path where it is, such as {@code [3]}; empty for the whole body
   */
  ScoreItem read(JsonNode node, String path) {
    if (node.isArray()) {
      return row(node, path);
    }
    if (!node.isObject()) {
      throw MalformedRequest.at(
          path,
          "An item is a JSON object with user_id or features, or an array of values in the order of"
              + " the model's schema.");
    }
    return object(JsonFields.of(node, path, FIELDS), path);
  }

  /** An item that is an object, of which the keys are known. */
  ScoreItem object(JsonFields fields, String path) {
    if (fields.has(FEATURES)) {
      for (String other : new String[] {USER_ID, AS_OF, BASIS}) {
        if (fields.has(other)) {
          throw MalformedRequest.at(
              fields.path(other), "Features that come with the request are scored without this.");
        }
      }
      return record(fields.require(FEATURES), fields.path(FEATURES));
    }
    if (!fields.has(USER_ID)) {
      throw MalformedRequest.at(path, "Give either user_id or features.");
    }
    return new ScoreItem.OfUser(
        new UserId(fields.requireId(USER_ID)),
        new Moment(
            fields.findDate(AS_OF, clock).orElse(null),
            fields
                .findText(BASIS)
                .map(text -> UserFields.basis(fields.path(BASIS), text))
                .orElse(null)));
  }

  /** Values by input name or alias. */
  ScoreItem.OfRow record(JsonNode node, String path) {
    if (!node.isObject()) {
      throw MalformedRequest.at(path, "A JSON object of values by feature name is expected here.");
    }
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(node.size());
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      values.put(field.getKey(), value(field.getValue(), path, field.getKey()));
    }
    return new ScoreItem.OfRow(Rows.require(binder.bind(values), path));
  }

  /** Values in the order of the schema. */
  ScoreItem.OfRow row(JsonNode array, String path) {
    List<String> names = binder.inSchemaOrder().names();
    List<@Nullable Object> values = new ArrayList<>(array.size());
    for (JsonNode each : array) {
      int at = values.size();
      values.add(value(each, path, at < names.size() ? names.get(at) : "[" + at + "]"));
    }
    return new ScoreItem.OfRow(Rows.require(binder.inSchemaOrder().bind(values), path));
  }

  static @Nullable Object value(JsonNode node, String path, String name) {
    return switch (node.getNodeType()) {
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case STRING -> node.stringValue();
      case NULL -> null;
      case OBJECT, ARRAY, BINARY, MISSING, POJO ->
          throw MalformedRequest.at(
              path + "." + Quoted.fieldName(name), "A single value is expected here.");
    };
  }
}
