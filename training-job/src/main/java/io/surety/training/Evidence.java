package io.surety.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.evaluation.Evaluation;
import io.surety.evaluation.GateResult;
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
   * @param sameSplit whether it was trained on other people than the candidate's test people, as
   *     far as its bundle says; if not, its figures here flatter it
   */
  record Against(String version, String sha256, boolean sameSplit) {}

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
                serving.version(), serving.bundle().sha256(), sameSplit(provenance, serving))),
        gates,
        figures);
  }

  String json() {
    return MAPPER.writeValueAsString(this) + "\n";
  }

  static String json(Provenance provenance) {
    return MAPPER.writeValueAsString(provenance) + "\n";
  }

  /**
   * Salt, person and shares decide who is tested; a larger test share would hold the old people.
   */
  private static boolean sameSplit(Provenance provenance, Champion champion) {
    JsonNode mine = MAPPER.valueToTree(provenance.spec());
    JsonNode its = MAPPER.readTree(champion.bundle().provenanceJson()).path("spec");
    return mine.path("person").equals(its.path("person"))
        && mine.path("split").path("salt").equals(its.path("split").path("salt"))
        && mine.path("split").path("test_people").equals(its.path("split").path("test_people"));
  }
}
