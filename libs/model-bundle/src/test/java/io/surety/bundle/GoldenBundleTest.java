package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bundle of every released format must be readable for ever, with the very answers it was
 * written with. The files are never edited: a new format adds a folder.
 */
class GoldenBundleTest {

  static byte[] file(String name) throws IOException {
    try (InputStream in = GoldenBundleTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"format-1/logistic", "format-1/two-classes"})
  void answersAsItDidWhenItsFormatWasReleased(String name) throws Exception {
    byte[] bytes = file(name + ".zip");
    JsonNode expected = JsonMapper.builder().build().readTree(file(name + ".json"));
    assertThat(Sha256.of(bytes)).isEqualTo(expected.get("sha256").asString());

    ModelBundle bundle = ModelBundle.read(bytes);
    bundle.verify();
    for (JsonNode answer : expected.get("answers")) {
      double[] row =
          answer
              .get("row")
              .valueStream()
              .mapToDouble(x -> x.isNull() ? Double.NaN : x.asDouble())
              .toArray();
      double probability = bundle.scorer().probability(row);
      assertThat(bundle.scorer().margin(row)).isEqualTo(answer.get("margin").asFloat());
      assertThat(probability).isEqualTo(answer.get("probability").asDouble());
      assertThat(bundle.scorer().decide(probability))
          .hasToString(answer.get("decision").asString());
    }
  }

  @Test
  void givesABundleOfFormat1TheUsualPointsAndTheNamesOfItsInputs() throws Exception {
    ModelBundle bundle = ModelBundle.read(file("format-1/logistic.zip"));
    assertThat(bundle.manifest().formatVersion()).isEqualTo(1);
    assertThat(bundle.manifest().scoreScale()).isEqualTo(ScoreScale.DEFAULT);
    double[] row = {0, Double.NaN, 30, 2, 1};
    assertThat(
            bundle
                .reasons()
                .most(row, Explanation.ofParts(new double[] {0.1, 0.3, -1, 0.2, 0, -2})))
        .extracting(Reason::text)
        .containsExactly("avg amount loans previous", "years on the job", "nb previous loans");
  }

  @Test
  void bindsARequestAsItDid() throws Exception {
    RowBinder binder = ModelBundle.read(file("format-1/logistic.zip")).binder();
    Map<String, Object> request =
        Map.of("nb_previous_loans", 15, "avg_amount_loans_previous", 128.9, "age", 33);
    assertThat(((Binding.Refused) binder.bind(request)).problems())
        .extracting(FieldProblem::field)
        .isEqualTo(List.of("flag_own_car"));
  }
}
