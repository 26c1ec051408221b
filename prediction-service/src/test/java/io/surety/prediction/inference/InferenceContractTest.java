package io.surety.prediction.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.InputSchema;
import io.surety.bundle.RowBinder;
import io.surety.feature.Feature;
import io.surety.web.OpenApiDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds the written contract of the protocol against the code. */
class InferenceContractTest {

  private final JsonNode contract = new OpenApiDocument("openapi/prediction-service.yaml").read();

  @Test
  void namesEveryDatatypeAndOutput() {
    assertThat(texts(contract.at("/components/schemas/InferenceDatatype/enum")))
        .containsExactlyElementsOf(Stream.of(Datatype.values()).map(Datatype::name).toList());
    assertThat(texts(contract.at("/components/schemas/InferenceOutputName/enum")))
        .containsExactlyElementsOf(
            Stream.of(OutputTensor.values()).map(OutputTensor::wireName).toList());
  }

  @Test
  void describesEveryRouteOfTheProtocol() {
    assertThat(contract.get("paths").propertyNames())
        .contains(
            "/v2",
            "/v2/health/live",
            "/v2/health/ready",
            "/v2/models",
            "/v2/models/{model}",
            "/v2/models/{model}/ready",
            "/v2/models/{model}/infer",
            "/v2/models/{model}/versions/{version}",
            "/v2/models/{model}/versions/{version}/ready",
            "/v2/models/{model}/versions/{version}/infer");
  }

  @Test
  void showsRequestsThatAreUnderstood() {
    JsonNode examples =
        contract.at("/components/requestBodies/Inference/content/application~1json/examples");
    assertThat(examples.size()).isEqualTo(2);
    List<String> names = InputSchema.of(Feature.values()).names();
    for (JsonNode example : examples) {
      byte[] body = example.get("value").toString().getBytes(StandardCharsets.UTF_8);
      InferenceRequest request = InferenceRequestReader.read(body, body.length);
      if (request.inputs().size() > 1) {
        RowBinder binder = new RowBinder(InputSchema.of(Feature.values()));
        assertThat(binder.arrange(request.inputs().stream().map(InputTensor::name).toList()))
            .isNotNull();
      } else {
        assertThat(request.inputs().getFirst().shape().columns()).isEqualTo(names.size());
      }
    }
  }

  @Test
  void showsAnswersThatCouldBeGiven() {
    for (JsonNode output :
        contract.at(
            "/components/responses/Inferred/content/application~1json/examples/columns/value/outputs")) {
      OutputTensor tensor = OutputTensor.read("name", output.get("name").stringValue());
      assertThat(output.get("datatype").stringValue()).isEqualTo(tensor.datatype().name());
      assertThat(output.get("shape").toString())
          .isEqualTo(tensor.shape(2, Feature.values().length).toString());
    }
    JsonNode outputs =
        contract.at(
            "/components/responses/InferenceMetadata/content/application~1json/examples/model/value/outputs");
    assertThat(outputs.valueStream().map(each -> each.get("name").stringValue()))
        .containsExactlyElementsOf(
            Stream.of(OutputTensor.values()).map(OutputTensor::wireName).toList());
  }

  private static Stream<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue);
  }
}
