package io.surety.prediction.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.surety.bundle.Decision;
import io.surety.feature.Basis;
import io.surety.web.OpenApiDocument;
import io.surety.web.ProblemType;
import io.surety.web.StandardProblem;
import io.surety.web.WireJson;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the written contract against the code. */
class ScoreContractTest {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final String CONTRACT = "openapi/prediction-service.yaml";
  private final JsonNode contract = read();

  private static JsonNode read() {
    try {
      return JSON.readTree(Json31.mapper().writeValueAsString(OpenApiDocument.read(CONTRACT)));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  /** As the library that serves the document copies it for every caller. */
  @Test
  void canBeCopied() throws JsonProcessingException {
    String once = Json31.mapper().writeValueAsString(OpenApiDocument.read(CONTRACT));
    assertThat(Json31.mapper().writeValueAsString(Json31.mapper().readValue(once, OpenAPI.class)))
        .isEqualTo(once);
  }

  @Test
  void hasTheFieldsOfTheWireRecords() {
    assertFields("ScoreAnswer", ScoreAnswer.class);
    assertFields("Model", ScoreAnswer.Model.class);
    assertThat(schema("ScoreUser").get("properties").propertyNames())
        .containsExactly(ScoreItem.USER_ID, ScoreItem.AS_OF, ScoreItem.BASIS);
    assertThat(schema("ScoreFeatures").get("properties").propertyNames())
        .containsExactly(ScoreItem.FEATURES);
  }

  @Test
  void listsEveryProblemDecisionAndBasis() {
    assertThat(texts(schema("Problem").at("/properties/type/enum")))
        .containsExactlyElementsOf(
            Stream.<ProblemType>concat(
                    Stream.of(StandardProblem.values()), Stream.of(ScoringProblem.values()))
                .map(type -> type.uri().toString())
                .toList());
    assertThat(texts(schema("ScoreAnswer").at("/properties/decision/enum")))
        .containsExactlyElementsOf(
            Stream.of(Decision.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList());
    assertThat(texts(schema("Basis").get("enum")))
        .containsExactlyElementsOf(Stream.of(Basis.values()).map(Basis::wireName).toList());
  }

  @Test
  void showsRequestsThatAreUnderstood() {
    JsonNode examples =
        contract.at("/paths/~1score/post/requestBody/content/application~1json/examples");
    assertThat(examples.size()).isEqualTo(4);
    for (JsonNode example : examples) {
      assertThat(ScoreRequest.read(example.get("value"), Clock.systemUTC())).isNotNull();
    }
  }

  @Test
  void showsAnswersThatCouldBeGiven() {
    JsonNode examples =
        contract.at("/paths/~1score/post/responses/200/content/application~1json/examples");
    JsonNode answer = examples.at("/user/value");
    assertThat(JSON.valueToTree(JSON.treeToValue(answer, ScoreAnswer.class)).propertyNames())
        .containsExactlyElementsOf(answer.propertyNames());
    assertThat(examples.at("/several/value/0")).isEqualTo(answer);
  }

  @Test
  void showsProblemsWithTheTitleAndStatusOfTheirType() {
    Stream<ProblemType> types =
        Stream.concat(Stream.of(StandardProblem.values()), Stream.of(ScoringProblem.values()));
    String everything = contract.toString();
    types.forEach(type ->
        assertThat(everything)
            .contains(
                "\"type\":\"%s\",\"title\":\"%s\",\"status\":%d"
                    .formatted(type.uri(), type.title(), type.status().value())));
  }

  private void assertFields(String schema, Class<? extends Record> wire) {
    assertThat(schema(schema).get("properties").propertyNames())
        .containsExactlyElementsOf(
            Stream.of(wire.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList());
  }

  private JsonNode schema(String name) {
    return contract.at("/components/schemas/" + name);
  }

  private static Stream<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue);
  }
}
