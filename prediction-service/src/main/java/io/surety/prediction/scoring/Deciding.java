package io.surety.prediction.scoring;

import io.surety.bundle.Assessment;
import io.surety.bundle.Decision;
import io.surety.prediction.champion.Capacity;
import io.surety.prediction.champion.LoadedModel;
import io.surety.registry.PolicyAnswer;
import java.util.UUID;

/**
 * Decides. Whatever protocol a row came by, its decision is made here: named, and counted in the
 * metrics. Any number of threads may share it.
 */
public final class Deciding {

  private final PredictionIds ids;
  private final ScoreMetrics metrics;

  Deciding(PredictionIds ids, ScoreMetrics metrics) {
    this.ids = ids;
    this.metrics = metrics;
  }

  /** Names and counts a decision that no model made. */
  public UUID decide(Capacity.Policy policy) {
    metrics.count(decision(policy.decision()));
    return ids.next();
  }

  /** The policy's decision, as models have it. */
  private static Decision decision(PolicyAnswer answer) {
    return switch (answer) {
      case REFER -> Decision.REFER;
      case DECLINE -> Decision.DECLINE;
    };
  }

  /**
   * The decision of a model about a row that was bound through it.
   *
   * @param row in the order of the model's schema, NaN where a value is missing; it is not kept
   */
  public Decided decide(LoadedModel model, double[] row) {
    Assessment assessment = model.scorer().assess(row);
    metrics.count(model.capacity(), assessment.decision(), assessment.probability());
    return new Decided(ids.next(), assessment);
  }
}
