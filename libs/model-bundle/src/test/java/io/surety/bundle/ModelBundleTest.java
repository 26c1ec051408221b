package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.surety.forest.Forest;
import io.surety.forest.NativeModels;
import io.surety.forest.NativeModels.Recipe;
import io.surety.forest.UnreadableForest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {

  @Test
  void readsWhatWasWritten() {
    ModelBundle bundle = ModelBundle.read(LoanBundles.writer().modelVersion(3).write());
    Manifest manifest = bundle.manifest();
    assertThat(manifest.formatVersion()).isEqualTo(3);
    assertThat(manifest.modelName()).isEqualTo("loan-risk");
    assertThat(manifest.modelVersion()).isEqualTo(3);
    assertThat(manifest.schema()).isEqualTo(LoanBundles.SCHEMA);
    assertThat(manifest.objective()).isEqualTo("binary:logistic");
    assertThat(manifest.positiveClass()).isEqualTo(1);
    assertThat(manifest.calibrator()).isEqualTo(new Platt(0.9, -0.25));
    assertThat(manifest.policy()).isEqualTo(new DecisionPolicy(0.1, 0.5));
    assertThat(manifest.scoreScale()).isEqualTo(ScoreScale.DEFAULT);
    assertThat(manifest.sha256()).hasSize(6).containsKey("forest.ubj");
    assertThat(bundle.forest()).isEqualTo(LoanBundles.forest());
    assertThat(bundle.evaluationJson()).isEqualTo("{\"auc\": 0.75}\n");
    assertThat(bundle.reportHtml()).contains("Loan risk – äöü");
    assertThat(bundle.provenanceJson()).isEqualTo("{\"seed\": 11}\n");
    assertThat(bundle.referenceJson()).isEqualTo(bundle.reference().toJson());
    assertThat(bundle.reference().inputs()).containsOnlyKeys(LoanBundles.SCHEMA.names());
    assertThat(bundle.examples()).hasSize(3);
  }

  @Test
  void keepsEveryCalibrator() {
    for (Calibrator calibrator :
        List.of(
            new Identity(),
            new Platt(0.1, -3.25),
            new Isotonic(List.of(0.1, 0.7), List.of(0.01, 0.3)))) {
      byte[] bytes = LoanBundles.writer().calibrator(calibrator).write();
      assertThat(ModelBundle.read(bytes).manifest().calibrator()).isEqualTo(calibrator);
    }
  }

  @Test
  void keepsTheScaleOfItsPoints() {
    ScoreScale scale = new ScoreScale(500, 1, 40);
    ModelBundle bundle = ModelBundle.read(LoanBundles.writer().scoreScale(scale).write());
    assertThat(bundle.manifest().scoreScale()).isEqualTo(scale);
    Assessment assessed = bundle.scorer().assess(LoanBundles.ROWS.getFirst());
    assertThat(assessed.points()).isEqualTo(scale.points(assessed.probability()));
  }

  @Test
  void writesTheSameBytesAtAnyTimeAndInAnyPlace() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      byte[] there = LoanBundles.bundle();
      TimeZone.setDefault(TimeZone.getTimeZone("America/Anchorage"));
      assertThat(LoanBundles.bundle()).isEqualTo(there);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void isAZipThatEveryToolOpens(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("bundle.zip"), LoanBundles.bundle());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(Object::toString))
          .containsExactly(
              "manifest.json",
              "examples.json",
              "forest.ubj",
              "reference.json",
              "evaluation.json",
              "report.html",
              "provenance.json");
    }
    assertThat(ModelBundle.read(file).sha256()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
  }

  @Test
  void scoresAsItsPartsDo() {
    ModelBundle bundle = ModelBundle.read(LoanBundles.bundle());
    Forest forest = Forest.read(LoanBundles.forest());
    for (double[] row : LoanBundles.ROWS) {
      double claimed = 1 / (1 + Math.exp(-forest.margin(row)));
      assertThat(bundle.scorer().margin(row)).isEqualTo(forest.margin(row));
      assertThat(bundle.scorer().probability(row))
          .isCloseTo(new Platt(0.9, -0.25).calibrate(claimed), within());
    }
    bundle.verify();
  }

  @Test
  void turnsTheMarginAroundWhenClassZeroIsTheBadOne() {
    byte[] bytes = LoanBundles.writer().positiveClass(0).calibrator(new Identity()).write();
    Scorer turned = ModelBundle.read(bytes).scorer();
    double[] row = LoanBundles.ROWS.getFirst();
    assertThat(turned.margin(row)).isEqualTo(-Forest.read(LoanBundles.forest()).margin(row));
  }

  @Test
  void noticesAnExampleWhoseAnswerDiffersInOneBit() {
    Example kept = ModelBundle.read(LoanBundles.bundle()).examples().getFirst();
    String probability = Double.toString(kept.probability());
    String neighbour = Double.toString(Math.nextUp(kept.probability()));
    ModelBundle bundle =
        ModelBundle.read(
            LoanBundles.withPart("examples.json", text -> text.replace(probability, neighbour)));
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(bundle::verify)
        .withMessageContaining("example 0")
        .withMessageContaining(probability);
  }

  @Test
  void bindsTheExamplesItHolds() {
    ModelBundle bundle = ModelBundle.read(LoanBundles.bundle());
    Map<String, Object> values =
        Map.of("nb_previous_loans", 4, "age", 52, "years_on_the_job", 8, "flag_own_car", false);
    assertThat(bundle.binder().bind(values))
        .isInstanceOfSatisfying(
            Binding.Bound.class,
            bound ->
                assertThat(bound.row()).containsExactly(new double[] {4, Double.NaN, 52, 8, 0}));
  }

  @Test
  void isNotWrittenForAnObjectiveThatGivesNoProbability() {
    byte[] forest = NativeModels.ubjson(Recipe.of("reg:gamma", 5, 2), 1);
    BundleWriter writer =
        new BundleWriter("loan-risk", LoanBundles.SCHEMA, forest)
            .policy(new DecisionPolicy(0, 1))
            .reference(
                ReferenceHistograms.of(LoanBundles.SCHEMA, i -> new double[1], new double[1]))
            .examples(LoanBundles.ROWS);
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(writer::write)
        .withMessage(
            "The bundle's forest was trained for reg:gamma, which gives no probability to decide"
                + " by.");
  }

  @Test
  void isNotWrittenWithoutAllItsParts() {
    BundleWriter bare = new BundleWriter("loan-risk", LoanBundles.SCHEMA, LoanBundles.forest());
    assertThatIllegalStateException().isThrownBy(bare::write).withMessageContaining("policy");
    assertThatIllegalStateException()
        .isThrownBy(() -> LoanBundles.writer().examples(List.of()).write())
        .withMessageContaining("examples");
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() ->
            new BundleWriter("x", LoanBundles.SCHEMA, new byte[3])
                .policy(new DecisionPolicy(0, 1))
                .reference(
                    ReferenceHistograms.of(LoanBundles.SCHEMA, i -> new double[1], new double[1]))
                .examples(LoanBundles.ROWS)
                .write());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{} {}", "1", "null", ""})
  void isNotWrittenWithAnEvaluationThatIsNoObject(String evaluation) {
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() -> LoanBundles.writer().evaluation(evaluation).write())
        .withMessage("The bundle's evaluation.json is no JSON object.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\n",
        "{\n\"a\": {\"b\": [1, 2}}",
        "{\n\"a\": 1, \"a\": 2}",
        "{\n\"a\": nothing}",
        "{\n} x"
      })
  void isNotWrittenWithAnEvaluationThatIsNotWellFormed(String evaluation) {
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() -> LoanBundles.writer().evaluation(evaluation).write())
        .withMessage(
            "The bundle's evaluation.json cannot be read: it is not well-formed JSON (line 2).");
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-15);
  }
}
