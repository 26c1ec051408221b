package io.surety.evaluation;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Evaluations as text. */
final class EvaluationJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private EvaluationJson() {}

  static String write(Evaluation evaluation) {
    return MAPPER.writeValueAsString(evaluation);
  }

  static Evaluation read(String json) {
    return MAPPER.readValue(json, Evaluation.class);
  }
}
