package io.surety.prediction.scoring;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.prediction.features.Moment;
import io.surety.web.JsonFields;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One thing to score. */
sealed interface ScoreItem {

  String USER_ID = "user_id";
  String AS_OF = "as_of";
  String BASIS = "basis";
  String FEATURES = "features";
  Set<String> ALL = Set.of(USER_ID, AS_OF, BASIS, FEATURES);

  /** A user, whose features the feature service knows. */
  record OfUser(UserId user, Moment moment) implements ScoreItem {}

  /**
   * Features that the request brings along.
   *
   * @param path where they are in the request, such as {@code [3].features}
   */
  record OfFeatures(Map<String, @Nullable Object> values, String path) implements ScoreItem {}

  /** Reads one item; the path is {@code [3]} in an array and empty without one. */
  static ScoreItem read(JsonNode node, String path, Clock clock) {
    JsonFields fields = JsonFields.of(node, path, ALL);
    if (fields.has(FEATURES)) {
      for (String other : new String[] {USER_ID, AS_OF, BASIS}) {
        if (fields.has(other)) {
          throw MalformedRequest.at(
              fields.path(other), "Features that come with the request are scored without this.");
        }
      }
      return new OfFeatures(
          values(fields.require(FEATURES), fields.path(FEATURES)), fields.path(FEATURES));
    }
    if (!fields.has(USER_ID)) {
      throw MalformedRequest.at(path, "Give either user_id or features.");
    }
    return new OfUser(
        new UserId(fields.requireId(USER_ID)),
        new Moment(
            fields.findDate(AS_OF, clock).orElse(null),
            fields.findText(BASIS).map(text -> basis(fields.path(BASIS), text)).orElse(null)));
  }

  private static Basis basis(String field, String text) {
    try {
      return Basis.ofWireName(text);
    } catch (IllegalArgumentException unknown) {
      throw MalformedRequest.at(
          field, Quoted.of(text) + " is not a basis; latest_loan and next_loan are.");
    }
  }

  private static Map<String, @Nullable Object> values(JsonNode node, String path) {
    if (!node.isObject()) {
      throw MalformedRequest.at(path, "A JSON object of values by feature name is expected here.");
    }
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(node.size());
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      values.put(field.getKey(), value(field.getValue(), path + "." + field.getKey()));
    }
    return values;
  }

  private static @Nullable Object value(JsonNode node, String path) {
    return switch (node.getNodeType()) {
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case STRING -> node.stringValue();
      case NULL -> null;
      case OBJECT, ARRAY, BINARY, MISSING, POJO ->
          throw MalformedRequest.at(path, "A single value is expected here.");
    };
  }
}
