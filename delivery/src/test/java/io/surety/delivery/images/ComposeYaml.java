package io.surety.delivery.images;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A compose file as Compose reads it: merge keys expanded, what a mapping says itself going first.
 */
final class ComposeYaml {

  private static final String MERGE = "<<";

  private ComposeYaml() {}

  @SuppressWarnings("unchecked")
  static Map<String, Map<String, Object>> services(String text) {
    Map<String, Object> file =
        (Map<String, Object>)
            expanded(new Load(LoadSettings.builder().build()).loadFromString(text));
    return (Map<String, Map<String, Object>>) file.get("services");
  }

  private static Object expanded(Object node) {
    if (node instanceof List<?> values) {
      return values.stream().map(ComposeYaml::expanded).toList();
    }
    if (!(node instanceof Map<?, ?> mapping)) {
      return node;
    }
    Map<String, Object> all = new TreeMap<>();
    if (mapping.get(MERGE) instanceof Map<?, ?> merged
        && expanded(merged) instanceof Map<?, ?> below) {
      below.forEach((key, value) -> all.put(key.toString(), value));
    }
    mapping.forEach((key, value) -> {
      if (!key.equals(MERGE)) {
        all.put(key.toString(), value == null ? "" : expanded(value));
      }
    });
    return all;
  }
}
