package io.surety.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.evaluation.Evaluation;
import io.surety.evaluation.GateResult;
import io.surety.spec.ModelSpec;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * On what people decide about a candidate, as one JSON object.
 *
 * @param champion what the candidate was held against
 * @param evaluation without its curves, which the report draws
 */
record Evidence(
    Provenance provenance,
    Optional<Against> champion,
    List<GateResult> gates,
    JsonNode evaluation) {

  /**
   * The champion of that moment.
   *
   * @param mayHaveTrainedOnTestPeople whether its split differs so that it may have; then its
   *     figures here may flatter it, and the gate says how the splits differ
   */
  record Against(String version, String sha256, boolean mayHaveTrainedOnTestPeople) {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  static Evidence of(
      Provenance provenance,
      Optional<Champion> champion,
      List<GateResult> gates,
      Evaluation evaluation) {
    var figures = (ObjectNode) MAPPER.readTree(evaluation.json());
    figures.remove("curves");
    return new Evidence(
        provenance,
        champion.map(serving ->
            new Against(
                serving.version(),
                serving.bundle().sha256(),
                serving.otherSplit(provenance.spec()).isPresent())),
        gates,
        figures);
  }

  String json() {
    return MAPPER.writeValueAsString(this) + "\n";
  }

  static String json(Provenance provenance) {
    return MAPPER.writeValueAsString(provenance) + "\n";
  }

  /** A spec as evidence holds it. */
  static JsonNode tree(ModelSpec spec) {
    return MAPPER.readTree(MAPPER.writeValueAsString(spec));
  }

  /** A JSON object that a bundle holds. */
  static JsonNode read(String json) {
    return MAPPER.readTree(json);
  }
}
