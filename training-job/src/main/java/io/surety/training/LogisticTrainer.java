package io.surety.training;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.surety.spec.Learner;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationConverter;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.common.xgboost.XGBoostTrainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Tribuo's XGBoost trainer for one probability. {@code XGBoostClassificationTrainer} always tells
 * XGBoost the number of classes, which {@code binary:logistic} refuses, and so can only grow two
 * trees a round with {@code multi:softprob}: 2.6 times the work and twice the forest, for the same
 * answers. This one differs in nothing else, and tells how far it is.
 */
final class LogisticTrainer extends XGBoostTrainer<Label> {

  /** Hears of each tree. */
  interface Growth {
    void grown(int trees);
  }

  /** Nothing about a model comes from the clock; Tribuo wants a time all the same. */
  static final OffsetDateTime NO_TIME = OffsetDateTime.parse("1970-01-01T00:00:00Z");

  private final Growth growth;

  LogisticTrainer(Learner learner, Growth growth) {
    super(learner.trees(), GrownForest.parameters(learner));
    this.growth = growth;
  }

  @Override
  public Model<Label> train(Dataset<Label> loans, Map<String, Provenance> runProvenance) {
    return train(loans, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public synchronized XGBoostModel<Label> train(
      Dataset<Label> loans, Map<String, Provenance> runProvenance, int invocationCount) {
    if (invocationCount != INCREMENT_INVOCATION_COUNT) {
      setInvocationCount(invocationCount);
    }
    TrainerProvenance trainer = getProvenance();
    trainInvocationCounter++;
    Booster booster = grow(loans);
    ModelProvenance provenance =
        new ModelProvenance(
            XGBoostModel.class.getName(), NO_TIME, loans.getProvenance(), trainer, runProvenance);
    return createModel(
        "surety-forest",
        provenance,
        loans.getFeatureIDMap(),
        loans.getOutputIDInfo(),
        List.of(booster),
        new XGBoostClassificationConverter());
  }

  private Booster grow(Dataset<Label> loans) {
    try {
      DMatrix matrix =
          convertExamples(
                  loans,
                  loans.getFeatureIDMap(),
                  label -> label.equals(LoanDataset.BAD) ? 1.0f : 0.0f)
              .data;
      matrix.setFeatureNames(names(loans));
      Booster booster =
          XGBoost.train(matrix, copyParams(overrideParameters), 0, Map.of(), null, null);
      for (int tree = 0; tree < numTrees; tree++) {
        booster.update(matrix, tree);
        growth.grown(tree + 1);
      }
      matrix.dispose();
      return booster;
    } catch (XGBoostError failure) {
      throw new IllegalStateException("XGBoost could not grow the forest.", failure);
    }
  }

  private static String[] names(Dataset<Label> loans) {
    String[] names = new String[loans.getFeatureIDMap().size()];
    for (int id = 0; id < names.length; id++) {
      names[id] = loans.getFeatureIDMap().get(id).getName();
    }
    return names;
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }
}
