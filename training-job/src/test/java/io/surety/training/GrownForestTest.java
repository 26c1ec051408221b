package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.Identity;
import io.surety.bundle.Scorer;
import io.surety.forest.Forest;
import io.surety.spec.Learner;
import io.surety.spec.ModelSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;

class GrownForestTest {

  private static final ModelSpec SPEC =
      ModelSpec.read(Path.of("..", "models", "loan-risk.yaml"), List.of("learner.trees=20"));

  private final LoanRows rows = TestRows.random(7, 2_000);
  private final LoanDataset loans = dataset(rows);

  @Test
  void growsTheVeryForestThatXgboostGrowsWithoutTribuo() throws Exception {
    assertThat(grow(SPEC.learner())).isEqualTo(grownByXgboostAlone(SPEC.learner()));
  }

  @Test
  void growsTheSameForestAgainAndAnotherFromAnotherSeed() {
    byte[] forest = grow(SPEC.learner());

    assertThat(grow(SPEC.learner())).isEqualTo(forest);
    assertThat(
            grow(
                ModelSpec.read(
                        Path.of("..", "models", "loan-risk.yaml"),
                        List.of("learner.trees=20", "learner.seed=2"))
                    .learner()))
        .isNotEqualTo(forest);
  }

  @Test
  void numbersInputsInTheOrderOfTheSchemaAndKeepsTheirNames() throws Exception {
    Booster booster = XGBoost.loadModel(grow(SPEC.learner()));

    assertThat(booster.getFeatureNames()).containsExactlyElementsOf(SPEC.schema().names());
    assertThat(loans.getFeatureIDMap().getID("nb_previous_loans")).isZero();
    assertThat(loans.getFeatureIDMap().getID("age")).isEqualTo(2);
    booster.dispose();
  }

  @Test
  void scoresAsNativeXgboostDoes() {
    GrownForest forest = new GrownForest(grow(SPEC.learner()));
    var scorer = new Scorer(Forest.read(forest.ubjson()), 1, new Identity(), SPEC.policy());

    assertThat(agreement(forest, scorer)).isLessThan(1e-6);
  }

  @Test
  void makesNoBundleWhoseScorerDisagreesWithNativeXgboost() {
    GrownForest forest = new GrownForest(grow(SPEC.learner()));
    var turned = new Scorer(Forest.read(forest.ubjson()), 0, new Identity(), SPEC.policy());

    assertThatThrownBy(() -> agreement(forest, turned))
        .isInstanceOf(TrainingRefused.class)
        .hasMessageStartingWith("The scorer and native XGBoost disagree on a test loan: its margin")
        .hasMessageContaining("The bundle is not written");
  }

  @Test
  void showsTribuoOnlyWhatIsThere() {
    for (int index = 0; index < 200; index++) {
      Example<Label> example = loans.getExample(index);
      int present = 0;
      for (Feature feature : example) {
        assertThat(feature.getValue()).isNotNaN();
        present++;
      }
      assertThat(example.size()).isEqualTo(present);
      assertThat(example.validateExample()).isTrue();
      assertThat(example.getOutput()).isEqualTo(loans.label(index));
    }
  }

  private byte[] grow(Learner learner) {
    return GrownForest.on(loans, learner, TrainingProgress.SILENT).ubjson();
  }

  private byte[] grownByXgboostAlone(Learner learner) throws Exception {
    float[] values = new float[loans.size() * loans.width()];
    float[] labels = new float[loans.size()];
    for (int index = 0; index < loans.size(); index++) {
      for (int input = 0; input < loans.width(); input++) {
        values[index * loans.width() + input] = (float) loans.value(index, input);
      }
      labels[index] = loans.label(index).equals(LoanDataset.BAD) ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(values, loans.size(), loans.width(), Float.NaN);
    matrix.setLabel(labels);
    matrix.setFeatureNames(SPEC.schema().names().toArray(String[]::new));
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", learner.depth());
    parameters.put("eta", learner.eta());
    parameters.put("min_child_weight", learner.minChildWeight());
    parameters.put("subsample", learner.subsample());
    parameters.put("lambda", learner.lambda());
    parameters.put("seed", learner.seed());
    parameters.put("nthread", learner.threads());
    Booster booster = XGBoost.train(matrix, parameters, learner.trees(), Map.of(), null, null);
    byte[] forest = booster.toByteArray("ubj");
    booster.dispose();
    matrix.dispose();
    return forest;
  }

  private double agreement(GrownForest forest, Scorer scorer) {
    float[] margins = new NativeModel(forest.ubjson()).margins(loans);
    return NativeMargins.requireAgreement(margins, scorer, loans);
  }

  static LoanDataset dataset(LoanRows rows) {
    int[] known =
        IntStream.range(0, rows.size())
            .filter(row -> rows.status[row] != LoanRows.UNKNOWN)
            .toArray();
    return new LoanDataset(rows, known, SPEC.inputs());
  }
}
