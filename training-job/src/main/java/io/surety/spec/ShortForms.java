package io.surety.spec;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.ScoreScale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a spec may leave out or write shorter, written out in full. */
final class ShortForms {

  private static final Map<String, Double> SCORE =
      Map.of(
          "base_points", ScoreScale.DEFAULT.basePoints(),
          "base_odds", ScoreScale.DEFAULT.baseOdds(),
          "points_to_double_odds", ScoreScale.DEFAULT.pointsToDoubleOdds());

  private ShortForms() {}

  /** Gives {@code score} the usual values that it leaves out. */
  static void completeScore(ObjectNode root) {
    JsonNode score = root.has("score") ? root.get("score") : root.putObject("score");
    if (score instanceof ObjectNode object) {
      SCORE.forEach((key, usual) -> {
        if (!object.has(key)) {
          object.put(key, usual);
        }
      });
    }
  }

  /** Gives {@code breaker} what it leaves out; a list of rules is taken as it is. */
  static void completeBreaker(ObjectNode root, ObjectMapper yaml) {
    JsonNode breaker = root.has("breaker") ? root.get("breaker") : root.putObject("breaker");
    if (breaker instanceof ObjectNode object
        && yaml.valueToTree(BreakerPolicy.DEFAULT) instanceof ObjectNode usual) {
      usual
          .propertyStream()
          .forEach(each -> {
            if (!object.has(each.getKey())) {
              object.set(each.getKey(), each.getValue());
            }
          });
    }
  }

  /** Makes of an input's {@code reason} that is one text the object that it stands for. */
  static void spellOutReasons(ObjectNode root, Places places) {
    int at = 0;
    for (JsonNode input : root.path("inputs")) {
      JsonNode reason = input.path("reason");
      if (input instanceof ObjectNode object && reason.isValueNode() && !reason.isNull()) {
        if (!reason.isString()) {
          throw new UnreadableSpec(
              "%s takes a text, or keys of its own: text, low, high, missing."
                  .formatted(places.of("inputs[%d].reason".formatted(at))));
        }
        object.putObject("reason").put("text", reason.asString());
      }
      at++;
    }
  }
}
