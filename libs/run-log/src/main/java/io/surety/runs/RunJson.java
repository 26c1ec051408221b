package io.surety.runs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The JSON objects of the run log. */
final class RunJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
      new TypeReference<>() {};
  private static final TypeReference<LinkedHashMap<String, Double>> NUMBERS =
      new TypeReference<>() {};

  private RunJson() {}

  static String write(Map<String, ?> object) {
    return MAPPER.writeValueAsString(object);
  }

  static Map<String, String> texts(String json) {
    return Collections.unmodifiableMap(MAPPER.readValue(json, TEXTS));
  }

  static Map<String, Double> numbers(String json) {
    return Collections.unmodifiableMap(MAPPER.readValue(json, NUMBERS));
  }
}
