package io.surety.prediction.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.web.OpenApiDocument;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds the written contract of MLflow's protocol against the code. */
class InvocationContractTest {

  private final JsonNode contract = new OpenApiDocument("openapi/prediction-service.yaml").read();

  @Test
  void namesEveryRouteAndOutput() {
    assertThat(contract.get("paths").propertyNames())
        .contains("/ping", "/health", "/version", "/invocations");
    assertThat(
            contract
                .at("/components/schemas/PredictionField/enum")
                .valueStream()
                .map(JsonNode::stringValue))
        .containsExactlyElementsOf(
            Stream.of(PredictionField.values()).map(PredictionField::wireName).toList());
  }

  @Test
  void showsRequestsThatAreUnderstood() {
    JsonNode examples =
        contract.at("/paths/~1invocations/post/requestBody/content/application~1json/examples");
    assertThat(examples.size()).isEqualTo(4);
    for (JsonNode example : examples) {
      byte[] body = example.get("value").toString().getBytes(StandardCharsets.UTF_8);
      assertThat(InvocationReader.read(body).table()).isNotNull();
    }
  }
}
