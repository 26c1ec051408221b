package io.surety.prediction.decisions;

import static io.surety.testing.WrittenContract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.DecisionKind;
import io.surety.registry.Stage;
import io.surety.testing.WrittenContract;
import io.surety.web.OpenApiDocument;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the contract says of decisions. */
class DecisionContractTest {

  private final WrittenContract contract =
      new WrittenContract(new OpenApiDocument("openapi/prediction-service.yaml").read());

  @Test
  void hasTheFieldsOfTheWireRecords() {
    contract.hasTheFieldsOf("RegisteredModel", ModelAnswer.class);
    contract.hasTheFieldsOf("BreakerStanding", ModelAnswer.Standing.class);
    contract.hasTheFieldsOf("DecisionTaken", ModelAnswer.Taken.class);
    contract.hasTheFieldsOf("DecisionRequest", DecisionRequest.class);
  }

  @Test
  void listsEveryVerbStageAndKind() {
    assertThat(texts(contract.schema("DecisionRequest").at("/properties/decision/enum")))
        .containsExactlyElementsOf(
            Stream.of(DecisionRequest.Verb.values()).map(DecisionRequest.Verb::wireName).toList());
    assertThat(texts(contract.schema("RegisteredModel").at("/properties/stage/enum")))
        .containsExactlyInAnyOrderElementsOf(lower(Stage.values()));
    assertThat(texts(contract.schema("DecisionTaken").at("/properties/kind/enum")))
        .containsExactlyElementsOf(lower(DecisionKind.values()));
  }

  @Test
  void showsEveryProblemOfADecisionLast() {
    assertThat(texts(contract.schema("Problem").at("/properties/type/enum")))
        .endsWith(
            Stream.of(DecisionProblem.values())
                .map(type -> type.uri().toString())
                .toArray(String[]::new));
    String everything = contract.document().toString();
    for (DecisionProblem type : DecisionProblem.values()) {
      assertThat(everything)
          .contains(
              "\"type\":\"%s\",\"title\":\"%s\",\"status\":%d"
                  .formatted(type.uri(), type.title(), type.status().value()));
    }
  }

  @Test
  void showsRequestsThatAreUnderstood() {
    JsonNode examples =
        contract.at(
            "/paths/~1models~1{version}~1decisions/post/requestBody/content/application~1json/examples");
    assertThat(examples.size()).isEqualTo(6);
    for (JsonNode example : examples) {
      assertThat(DecisionRequest.read(example.get("value"))).isNotNull();
    }
  }

  private static List<String> lower(Enum<?>... constants) {
    return Stream.of(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }
}
