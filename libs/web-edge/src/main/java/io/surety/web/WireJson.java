package io.surety.web;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it travels between Surety and its callers: names in {@code snake_case}, enums in lower
 * case, and no key twice.
 */
public final class WireJson {

  private WireJson() {}

  /** A mapper for the wire. It refuses a key that its record does not know. */
  public static JsonMapper mapper() {
    JsonMapper.Builder builder = JsonMapper.builder();
    apply(builder);
    return builder.build();
  }

  static void apply(JsonMapper.Builder builder) {
    builder
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }
}
