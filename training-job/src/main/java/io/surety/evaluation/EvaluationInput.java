package io.surety.evaluation;

import io.surety.bundle.DecisionPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an evaluation looks at.
 *
 * @param test loans of people that the model never saw
 * @param trainingProbability probabilities as served of the training loans, for the drift of the
 *     score from training to test
 * @param trainingBadRate share of training loans that were not paid on time: what the trivial model
 *     says of everybody
 * @param champion what the model that serves today says of the same test loans, when there is one
 * @param policy turns a probability into a decision
 * @param inputs the model's inputs in schema order
 * @param gainByInput share or sum of the gain that the trees took from each input; inputs that no
 *     tree asks may be absent
 * @param seed of the bootstrap; the same seed gives the same intervals
 * @param bootstrapRounds how often people are drawn anew, at least 0; the intervals are absent at 0
 */
@SuppressWarnings(
    "ArrayRecordComponent") // columns of hundreds of thousands of loans, never compared
public record EvaluationInput(
    ScoredLoans test,
    double[] trainingProbability,
    double trainingBadRate,
    @Nullable ChampionScores champion,
    DecisionPolicy policy,
    List<InputColumn> inputs,
    Map<String, Double> gainByInput,
    long seed,
    int bootstrapRounds) {

  /** Enough for the ends of a 95 % interval to be steady in the second decimal place. */
  public static final int USUAL_BOOTSTRAP_ROUNDS = 500;

  public EvaluationInput {
    ScoredLoans.requireProbabilities("trainingProbability", trainingProbability);
    if (!(trainingBadRate >= 0 && trainingBadRate <= 1)) {
      throw new IllegalArgumentException(
          "A bad rate lies between 0 and 1, but that of training is " + trainingBadRate + ".");
    }
    if (bootstrapRounds < 0) {
      throw new IllegalArgumentException(
          "The bootstrap has 0 or more rounds, not " + bootstrapRounds + ".");
    }
    if (champion != null) {
      ScoredLoans.requireLength("champion", champion.probability().length, test.size());
    }
    for (InputColumn input : inputs) {
      ScoredLoans.requireLength(input.name(), input.test().length, test.size());
      ScoredLoans.requireLength(
          "contribution of " + input.name(), input.contribution().length, test.size());
    }
    inputs = List.copyOf(inputs);
    gainByInput = Map.copyOf(gainByInput);
  }
}
