package io.surety.benchmarks;

import io.surety.benchmarks.results.Rounds;
import io.surety.spec.ModelSpec;
import io.surety.training.GrownForest;
import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * {@code XGBoost.train} alone, {@code binary:logistic} with the parameters of a spec, on a matrix
 * that is made anew before the clock starts, because a matrix keeps what it computed.
 */
final class BareXgboost {

  private final ModelSpec spec;
  private final float[] values;
  private final float[] labels;

  /** Takes the inputs row by row, and a label for each row. */
  BareXgboost(ModelSpec spec, float[] values, float[] labels) {
    this.spec = spec;
    this.values = values;
    this.labels = labels;
  }

  double seconds() throws XGBoostError {
    DMatrix matrix = matrix();
    long start = System.nanoTime();
    Booster booster = train(matrix);
    double seconds = Rounds.seconds(start);
    booster.dispose();
    matrix.dispose();
    return seconds;
  }

  /** Grows the forest and compares it, byte for byte. */
  void requireSame(byte[] forest) throws XGBoostError {
    DMatrix matrix = matrix();
    Booster booster = train(matrix);
    boolean same = Arrays.equals(forest, booster.toByteArray("ubj"));
    booster.dispose();
    matrix.dispose();
    if (!same) {
      throw new IllegalStateException("The two sides grew different forests.");
    }
  }

  private Booster train(DMatrix matrix) throws XGBoostError {
    return XGBoost.train(
        matrix,
        GrownForest.parameters(spec.learner()),
        spec.learner().trees(),
        Map.of(),
        null,
        null);
  }

  private DMatrix matrix() throws XGBoostError {
    DMatrix matrix = new DMatrix(values, labels.length, spec.inputs().size(), Float.NaN);
    matrix.setLabel(labels);
    matrix.setFeatureNames(spec.schema().names().toArray(String[]::new));
    return matrix;
  }
}
