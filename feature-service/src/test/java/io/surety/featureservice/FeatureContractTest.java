package io.surety.featureservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Feature;
import io.surety.feature.FeatureAnswer;
import io.surety.feature.LookupAnswer;
import io.surety.feature.LookupRequest;
import io.surety.testing.ExampleFile;
import io.surety.web.OpenApiDocument;
import io.surety.web.ProblemType;
import io.surety.web.StandardProblem;
import io.surety.web.WireJson;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the written contract against the code. */
class FeatureContractTest {

  private static final JsonMapper JSON = WireJson.mapper();
  private final JsonNode contract = new OpenApiDocument("openapi/feature-service.yaml").read();

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
  void describesEveryFeatureAsItIsDefined() {
    JsonNode features = schema("Features").get("properties");
    assertThat(features.propertyNames())
        .containsExactlyElementsOf(Stream.of(Feature.values()).map(Feature::featureName).toList());
    for (Feature feature : Feature.values()) {
      assertThat(features.get(feature.featureName()).get("description").stringValue())
          .isEqualTo(feature.meaning());
    }
    assertThat(schema("Schema").get("example").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(Feature.schema());
  }

  @Test
  void hasTheFieldsOfTheWireRecords() {
    assertFields("FeatureAnswer", FeatureAnswer.class);
    assertFields("LookupRequest", LookupRequest.class);
    assertFields("LookupAnswer", LookupAnswer.class);
    assertFields("LookupResult", LookupAnswer.Result.class);
    assertThat(schema("LookupRequest").at("/properties/user_ids/maxItems").intValue())
        .isEqualTo(LookupRequest.MOST_USERS);
  }

  @Test
  void showsTheExamplesThatBothSidesAreTestedOn() {
    assertThat(
            contract.at(
                "/paths/~1features~1{userId}/get/responses/200/content/application~1json/examples/answer/value"))
        .isEqualTo(example("features/answer.json"));
    assertThat(
            contract.at(
                "/paths/~1features~1lookup/post/requestBody/content/application~1json/examples/request/value"))
        .isEqualTo(example("features/lookup-request.json"));
    assertThat(
            contract.at(
                "/paths/~1features~1lookup/post/responses/200/content/application~1json/examples/answer/value"))
        .isEqualTo(example("features/lookup-answer.json"));
    assertThat(
            contract.at(
                "/components/responses/UserNotFound/content/application~1problem+json/examples/unknown/value"))
        .isEqualTo(example("features/user-not-found.json"));
  }

  @Test
  void listsEveryProblem() {
    List<String> types =
        Stream.<ProblemType>concat(
                Stream.of(StandardProblem.values()), Stream.of(FeatureProblem.values()))
            .map(type -> type.uri().toString())
            .toList();
    assertThat(
            schema("Problem").at("/properties/type/enum").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(types);
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

  private static JsonNode example(String file) {
    return JSON.readTree(ExampleFile.read(file));
  }
}
