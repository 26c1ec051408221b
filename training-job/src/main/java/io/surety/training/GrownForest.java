package io.surety.training;

import io.surety.spec.Learner;
import io.surety.training.TrainingProgress.Step;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A forest, as any XGBoost tool reads it. The same data and learner give the same bytes.
 *
 * @param ubjson the native model in UBJSON; its features are the inputs of the spec, in order and
 *     under their names
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed on once and never compared
public record GrownForest(byte[] ubjson) {

  /** Grows a forest on the training loans of the data. */
  public static GrownForest on(TrainingData data, TrainingProgress progress) {
    return on(data.dataset(Side.TRAINING), data.spec().learner(), progress);
  }

  static GrownForest on(LoanDataset loans, Learner learner, TrainingProgress progress) {
    Pace pace = new Pace(progress, Step.GROWING);
    var trainer = new LogisticTrainer(learner, trees -> pace.movedFar(trees, learner.trees()));
    var model = trainer.train(loans, Map.of(), LogisticTrainer.INCREMENT_INVOCATION_COUNT);
    Booster booster = model.getInnerModels().getFirst();
    try {
      return new GrownForest(booster.toByteArray("ubj"));
    } catch (XGBoostError failure) {
      throw new IllegalStateException("XGBoost could not write the forest.", failure);
    } finally {
      booster.dispose();
    }
  }

  /** What XGBoost is told; the number of trees apart, this is the learner. */
  public static Map<String, Object> parameters(Learner learner) {
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
    parameters.put("verbosity", 0);
    return parameters;
  }
}
