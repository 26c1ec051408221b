package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.forest.Forest;
import io.surety.forest.NativeModels;
import io.surety.forest.NativeModels.Recipe;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorerTest {

  private static final long SEED = 2020;
  private static final int ROWS = 200;

  private static double[][] rows(int inputs) {
    float[] data = NativeModels.rows(ROWS, inputs, new Random(SEED));
    double[][] rows = new double[ROWS][inputs];
    for (int at = 0; at < data.length; at++) {
      rows[at / inputs][at % inputs] = data[at];
    }
    return rows;
  }

  private static Forest forest(String objective, int inputs) {
    return Forest.read(
        NativeModels.ubjson(Recipe.of(objective, inputs, 20).with("max_depth", 4), SEED));
  }

  private static Scorer scorer(Forest forest, int positiveClass) {
    return new Scorer(
        forest,
        positiveClass,
        new Platt(0.9, -0.5),
        new DecisionPolicy(0.2, 0.6),
        new ScoreScale(500, 10, 30));
  }

  @ParameterizedTest
  @CsvSource({"binary:logistic, 1", "binary:logistic, 0", "multi:softprob, 1", "multi:softprob, 0"})
  void assessesAsItsPartsSay(String objective, int positiveClass) {
    Scorer scorer = scorer(forest(objective, 5), positiveClass);
    for (double[] row : rows(5)) {
      double probability = scorer.probability(row);
      assertThat(scorer.assess(row))
          .isEqualTo(
              new Assessment(
                  scorer.margin(row),
                  probability,
                  scorer.decide(probability),
                  new ScoreScale(500, 10, 30).points(probability)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "binary:logistic, 2, 1",
    "binary:logistic, 5, 0",
    "binary:logistic, 12, 1",
    "multi:softprob, 2, 0",
    "multi:softprob, 5, 1",
    "multi:softprob, 12, 0"
  })
  void explainsTheMarginWhole(String objective, int inputs, int positiveClass) {
    Scorer scorer = scorer(forest(objective, inputs), positiveClass);
    for (double[] row : rows(inputs)) {
      Explanation explanation = scorer.explain(row);
      float margin = scorer.margin(row);
      assertThat(explanation.size()).isEqualTo(inputs);
      assertThat(explanation.baseValue() + Arrays.stream(explanation.contributions()).sum())
          .as("seed %d, %s", SEED, Arrays.toString(row))
          .isBetween(
              margin - 1e-4 * Math.max(1, Math.abs(margin)),
              margin + 1e-4 * Math.max(1, Math.abs(margin)));
    }
  }

  @ParameterizedTest
  @CsvSource({"binary:logistic", "multi:softprob"})
  void turnsTheContributionsAroundWithTheClassThatMeansNotPaid(String objective) {
    Forest forest = forest(objective, 5);
    Scorer one = scorer(forest, 1);
    Scorer zero = scorer(forest, 0);
    for (double[] row : rows(5)) {
      for (int column = 0; column < 5; column++) {
        assertThat(zero.explain(row).contribution(column))
            .isEqualTo(0 - one.explain(row).contribution(column));
      }
      assertThat(zero.explain(row).baseValue()).isEqualTo(0 - one.explain(row).baseValue());
    }
  }
}
