package io.surety.prediction.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.Decision;
import io.surety.bundle.InputSchema;
import io.surety.bundle.Reason;
import io.surety.bundle.RowBinder;
import io.surety.feature.Basis;
import io.surety.feature.Feature;
import io.surety.web.FieldProblem;
import io.surety.web.OpenApiDocument;
import io.surety.web.Problem;
import io.surety.web.ProblemType;
import io.surety.web.StandardProblem;
import io.surety.web.WireJson;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the written contract against the code. */
class ScoreContractTest {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final RowBinder BINDER = new RowBinder(InputSchema.of(Feature.values()));
  private final JsonNode contract = new OpenApiDocument("openapi/prediction-service.yaml").read();

  @Test
  void refersOnlyToWhatItHas() {
    assertThat(contract.findValues("$ref")).isNotEmpty().allSatisfy(this::assertResolves);
  }

  private void assertResolves(JsonNode reference) {
    assertThat(contract.at(reference.stringValue().substring(1)).isMissingNode())
        .as(reference.stringValue())
        .isFalse();
  }

  @Test
  void hasTheFieldsOfTheWireRecords() {
    assertThat(schema("ScoreUser").get("properties").propertyNames())
        .containsExactly(UserFields.USER_ID, UserFields.AS_OF, UserFields.BASIS);
    assertThat(schema("ScoreFeatures").get("properties").propertyNames())
        .containsExactly(JsonItems.FEATURES);
    assertThat(schema("ScoreRows").get("properties").propertyNames())
        .containsExactly(JsonBody.DATA);
    assertThat(schema("ScoreInputs").get("properties").propertyNames())
        .containsExactly(JsonBody.INPUTS);
    assertFields("FieldProblem", FieldProblem.class);
    assertFields("Problem", Problem.class);
    assertFields("Reason", Reason.class);
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
  void offersEveryWayToExplain() {
    JsonNode parameter = contract.at("/paths/~1score/post/parameters/0");
    assertThat(parameter.get("name").stringValue()).isEqualTo(Explain.PARAMETER);
    assertThat(texts(parameter.at("/schema/enum")))
        .containsExactlyElementsOf(Stream.of(Explain.values()).map(Explain::wireName).toList());
  }

  @Test
  void namesEveryMediaType() {
    assertThat(contract.at("/paths/~1score/post/requestBody/content").propertyNames())
        .containsExactlyElementsOf(
            Stream.of(AnswerType.values()).map(AnswerType::wireName).toList());
    assertThat(contract.at("/paths/~1score/post/responses/200/content").propertyNames())
        .containsExactlyElementsOf(
            Stream.of(AnswerType.values()).map(AnswerType::wireName).toList());
  }

  @Test
  void showsRequestsThatAreUnderstood() {
    JsonBody reader = new JsonBody(BINDER, Clock.systemUTC());
    JsonNode examples = requestExamples("application~1json");
    assertThat(examples.size()).isEqualTo(9);
    for (JsonNode example : examples) {
      assertThat(reader.read(example.get("value"))).isNotNull();
    }
    for (JsonNode example : requestExamples("text~1csv")) {
      byte[] csv = example.get("value").stringValue().getBytes(StandardCharsets.UTF_8);
      assertThat(new CsvBody(BINDER, Clock.systemUTC()).read(csv).items()).isNotEmpty();
    }
    JsonItems lines = new JsonItems(BINDER, Clock.systemUTC());
    for (JsonNode example : requestExamples("application~1x-ndjson")) {
      example
          .get("value")
          .stringValue()
          .lines()
          .forEach(line -> assertThat(lines.read(JSON.readTree(line), "")).isNotNull());
    }
  }

  private JsonNode requestExamples(String type) {
    JsonNode examples =
        contract.at("/paths/~1score/post/requestBody/content/" + type + "/examples");
    assertThat(examples.isEmpty()).isFalse();
    return examples;
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
