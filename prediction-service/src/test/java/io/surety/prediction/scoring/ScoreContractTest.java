package io.surety.prediction.scoring;

import static io.surety.testing.WrittenContract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.Decision;
import io.surety.bundle.InputSchema;
import io.surety.bundle.Reason;
import io.surety.bundle.RowBinder;
import io.surety.feature.Basis;
import io.surety.feature.Feature;
import io.surety.testing.WrittenContract;
import io.surety.web.FieldProblem;
import io.surety.web.OpenApiDocument;
import io.surety.web.Problem;
import io.surety.web.ProblemType;
import io.surety.web.StandardProblem;
import io.surety.web.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the written contract against the code. */
class ScoreContractTest {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final RowBinder BINDER = new RowBinder(InputSchema.of(Feature.values()));
  private final WrittenContract contract =
      new WrittenContract(new OpenApiDocument("openapi/prediction-service.yaml").read());

  @Test
  void refersOnlyToWhatItHas() {
    contract.refersOnlyToWhatItHas();
  }

  @Test
  void hasTheFieldsOfTheWireRecords() {
    assertThat(contract.fields("ScoreUser"))
        .containsExactly(UserFields.USER_ID, UserFields.AS_OF, UserFields.BASIS);
    assertThat(contract.fields("ScoreFeatures")).containsExactly(JsonItems.FEATURES);
    assertThat(contract.fields("ScoreRows")).containsExactly(JsonBody.DATA);
    assertThat(contract.fields("ScoreInputs")).containsExactly(JsonBody.INPUTS);
    contract.hasTheFieldsOf("FieldProblem", FieldProblem.class);
    contract.hasTheFieldsOf("Problem", Problem.class);
    contract.hasTheFieldsOf("Reason", Reason.class);
    contract.hasTheFieldsOf("ScoredExamples", ScoredExamples.class);
    contract.hasTheFieldsOf("ScoredExample", ScoredExamples.Scored.class);
  }

  @Test
  void listsEveryProblemDecisionAndBasis() {
    assertThat(texts(contract.schema("Problem").at("/properties/type/enum")))
        .startsWith(
            Stream.<ProblemType>concat(
                    Stream.of(StandardProblem.values()), Stream.of(ScoringProblem.values()))
                .map(type -> type.uri().toString())
                .toArray(String[]::new));
    assertThat(texts(contract.schema("ScoreAnswer").at("/properties/decision/enum")))
        .containsExactlyElementsOf(
            Stream.of(Decision.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList());
    assertThat(texts(contract.schema("Basis").get("enum")))
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
  void asksForTheScopesThatTheServiceAsksFor() {
    contract.asksForTheScope(
        "score", Set.of("/v2/health/live", "/v2/health/ready", "/ping", "/health"));
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
    String everything = contract.document().toString();
    types.forEach(type ->
        assertThat(everything)
            .contains(
                "\"type\":\"%s\",\"title\":\"%s\",\"status\":%d"
                    .formatted(type.uri(), type.title(), type.status().value())));
  }
}
