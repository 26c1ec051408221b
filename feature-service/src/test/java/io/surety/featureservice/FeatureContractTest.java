package io.surety.featureservice;

import static io.surety.testing.WrittenContract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Feature;
import io.surety.feature.FeatureAnswer;
import io.surety.feature.LookupAnswer;
import io.surety.feature.LookupRequest;
import io.surety.testing.ExampleFile;
import io.surety.testing.WrittenContract;
import io.surety.web.OpenApiDocument;
import io.surety.web.ProblemType;
import io.surety.web.StandardProblem;
import io.surety.web.WireJson;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the written contract against the code. */
class FeatureContractTest {

  private static final JsonMapper JSON = WireJson.mapper();
  private final WrittenContract contract =
      new WrittenContract(new OpenApiDocument("openapi/feature-service.yaml").read());

  @Test
  void refersOnlyToWhatItHas() {
    contract.refersOnlyToWhatItHas();
  }

  @Test
  void describesEveryFeatureAsItIsDefined() {
    JsonNode features = contract.schema("Features").get("properties");
    assertThat(features.propertyNames())
        .containsExactlyElementsOf(Stream.of(Feature.values()).map(Feature::featureName).toList());
    for (Feature feature : Feature.values()) {
      assertThat(features.get(feature.featureName()).get("description").stringValue())
          .isEqualTo(feature.meaning());
    }
    assertThat(texts(contract.schema("Schema").get("example")))
        .containsExactlyElementsOf(Feature.schema());
  }

  @Test
  void hasTheFieldsOfTheWireRecords() {
    contract.hasTheFieldsOf("FeatureAnswer", FeatureAnswer.class);
    contract.hasTheFieldsOf("LookupRequest", LookupRequest.class);
    contract.hasTheFieldsOf("LookupAnswer", LookupAnswer.class);
    contract.hasTheFieldsOf("LookupResult", LookupAnswer.Result.class);
    assertThat(contract.schema("LookupRequest").at("/properties/user_ids/maxItems").intValue())
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
  void asksForTheScopeThatTheServiceAsksFor() {
    contract.asksForTheScope(new FeatureServing().access().scope(), Set.of());
  }

  @Test
  void listsEveryProblem() {
    List<String> types =
        Stream.<ProblemType>concat(
                Stream.of(StandardProblem.values()), Stream.of(FeatureProblem.values()))
            .map(type -> type.uri().toString())
            .toList();
    assertThat(texts(contract.schema("Problem").at("/properties/type/enum")))
        .containsExactlyElementsOf(types);
  }

  private static JsonNode example(String file) {
    return JSON.readTree(ExampleFile.read(file));
  }
}
