package io.surety.prediction.predictions;

import static io.surety.testing.WrittenContract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.predictionlog.AnswerRole;
import io.surety.testing.WrittenContract;
import io.surety.web.OpenApiDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PredictionContractTest {

  private final WrittenContract contract =
      new WrittenContract(new OpenApiDocument("openapi/prediction-service.yaml").read());

  @Test
  void hasTheFieldsOfWhatIsTold() {
    contract.hasTheFieldsOf("PastPrediction", PastPrediction.class);
  }

  @Test
  void namesTheModelWithTheFieldsOfItsAnswers() {
    assertThat(contract.schema("PastPrediction").at("/properties/model/properties").propertyNames())
        .containsExactly("name", "version", "fallback_for", "answered_by")
        .isSubsetOf(contract.fields("Model").toList());
  }

  @Test
  void knowsEveryRoleAndEveryProblem() {
    assertThat(texts(contract.schema("PastPrediction").at("/properties/role/enum")))
        .containsExactly(
            Stream.of(AnswerRole.values()).map(AnswerRole::toString).toArray(String[]::new));
    assertThat(texts(contract.schema("Problem").at("/properties/type/enum")))
        .contains(
            Stream.of(PredictionProblem.values())
                .map(type -> type.uri().toString())
                .toArray(String[]::new));
  }
}
