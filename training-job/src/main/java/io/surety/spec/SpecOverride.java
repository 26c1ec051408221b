package io.surety.spec;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** One value of a spec replaced from outside, written {@code learner.trees=200}. */
record SpecOverride(String text, String path, JsonNode value) {

  static SpecOverride of(String text, ObjectMapper yaml) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new UnreadableSpec(
          "--set %s: an override is written path=value, such as learner.trees=200."
              .formatted(text));
    }
    try {
      JsonNode value = yaml.readTree(text.substring(equals + 1));
      return new SpecOverride(
          text,
          text.substring(0, equals).strip(),
          value.isMissingNode() ? NullNode.getInstance() : value);
    } catch (JacksonException failure) {
      throw new UnreadableSpec(
          "--set %s: the value after '=' is not YAML.".formatted(text), failure);
    }
  }

  void apply(ObjectNode root, Places places) {
    String[] keys = path.split("\\.", -1);
    ObjectNode at = root;
    for (int i = 0; i < keys.length - 1; i++) {
      if (!(at.get(keys[i]) instanceof ObjectNode below)) {
        throw new UnreadableSpec(
            "--set %s: the spec has no %s with keys of its own."
                .formatted(text, String.join(".", List.of(keys).subList(0, i + 1))));
      }
      at = below;
    }
    at.set(keys[keys.length - 1], value);
    places.overridden(path, text);
  }
}
