package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
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

  private static double[] row(JsonNode answer) {
    return answer
        .get("row")
        .valueStream()
        .mapToDouble(x -> x.isNull() ? Double.NaN : x.asDouble())
        .toArray();
  }

  /** The texts of a row when every input pushed the risk up by as much. */
  static List<String> textsOfAll(ModelBundle bundle, double[] row) {
    double[] parts = new double[row.length + 1];
    Arrays.fill(parts, 1);
    return bundle.reasons().most(row, Explanation.ofParts(parts)).stream()
        .map(Reason::text)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format-1/logistic",
        "format-1/two-classes",
        "format-2/categories",
        "format-2/two-classes",
        "format-3/categories",
        "format-3/two-classes"
      })
  void answersAsItDidWhenItsFormatWasReleased(String name) throws Exception {
    byte[] bytes = file(name + ".zip");
    JsonNode expected = JsonMapper.builder().build().readTree(file(name + ".json"));
    assertThat(Sha256.of(bytes)).isEqualTo(expected.get("sha256").asString());

    ModelBundle bundle = ModelBundle.read(bytes);
    bundle.verify();
    for (JsonNode answer : expected.get("answers")) {
      double[] row = row(answer);
      double probability = bundle.scorer().probability(row);
      assertThat(bundle.scorer().margin(row)).isEqualTo(answer.get("margin").asFloat());
      assertThat(probability).isEqualTo(answer.get("probability").asDouble());
      assertThat(bundle.scorer().decide(probability))
          .hasToString(answer.get("decision").asString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format-2/categories",
        "format-2/two-classes",
        "format-3/categories",
        "format-3/two-classes"
      })
  void givesThePointsAndTextsItGaveWhenItsFormatWasReleased(String name) throws Exception {
    ModelBundle bundle = ModelBundle.read(file(name + ".zip"));
    for (JsonNode answer :
        JsonMapper.builder().build().readTree(file(name + ".json")).get("answers")) {
      double[] row = row(answer);
      assertThat(bundle.scorer().assess(row).points()).isEqualTo(answer.get("points").asInt());
      assertThat(textsOfAll(bundle, row))
          .isEqualTo(answer.get("texts").valueStream().map(JsonNode::asString).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"format-3/categories", "format-3/two-classes"})
  void writesTheCurrentFormatAsItWasReleased(String name) throws Exception {
    byte[] bytes = file(name + ".zip");
    ModelBundle bundle = ModelBundle.read(bytes);
    Manifest manifest = bundle.manifest();
    byte[] again =
        new BundleWriter(manifest.modelName(), manifest.schema(), bundle.forest())
            .modelVersion(3)
            .positiveClass(manifest.positiveClass())
            .calibrator(manifest.calibrator())
            .policy(manifest.policy())
            .scoreScale(manifest.scoreScale())
            .breaker(manifest.breaker())
            .examples(bundle.examples().stream().map(Example::toArray).toList())
            .reference(bundle.reference())
            .evaluation(bundle.evaluationJson())
            .report(bundle.reportHtml())
            .provenance(bundle.provenanceJson())
            .write();
    assertThat(again).isEqualTo(bytes);
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
  void watchesABundleOfAnOlderFormatByTheUsualRules() throws Exception {
    for (String older : List.of("format-1/logistic", "format-2/categories")) {
      assertThat(ModelBundle.read(file(older + ".zip")).manifest().breaker())
          .isEqualTo(BreakerPolicy.DEFAULT);
    }
  }

  @Test
  void watchesABundleOfFormat3ByItsOwnRules() throws Exception {
    BreakerPolicy rules = ModelBundle.read(file("format-3/categories.zip")).manifest().breaker();
    assertThat(rules.instead()).isEqualTo(Instead.POLICY);
    assertThat(rules.coolDown()).isEqualTo(Duration.ofMinutes(30));
    assertThat(rules.rules())
        .containsExactly(
            new WatchRule(
                WatchedFigure.SCORE_DRIFT, Duration.ofHours(6), 500, 0.2, Consequence.ALERT));
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

  @Test
  void bindsACategoryAsItDid() throws Exception {
    Arrangement header =
        ModelBundle.read(file("format-2/categories.zip"))
            .binder()
            .arrange(List.of("name_housing_type", "flag_own_car", "age", "nb_previous_loans"));
    assertThat(header.bindTexts(List.of("with parents", "1", "33", "0")))
        .isInstanceOfSatisfying(
            Binding.Bound.class,
            bound -> assertThat(bound.row()).containsExactly(0, Double.NaN, 33, 2, 1));
  }
}
