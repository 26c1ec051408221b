package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.forest.NativeModels.Recipe;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every random row, tie and extreme value must score as native XGBoost scores it. */
class ForestAgainstNativeTest {

  private static final long SEED = 20260101;

  static Stream<Recipe> recipes() {
    return Stream.of("binary:logistic", "multi:softprob")
        .flatMap(objective ->
            Stream.of(
                Recipe.of(objective, 5, 40).with("max_depth", 4),
                Recipe.of(objective, 1, 3).with("max_depth", 1),
                Recipe.of(objective, 12, 25).with("max_depth", 8).with("eta", 1.0),
                Recipe.of(objective, 5, 10).with("base_score", 0.03),
                Recipe.of(objective, 5, 10).with("num_parallel_tree", 3),
                Recipe.of(objective, 5, 10).with("tree_method", "exact").with("gamma", 5),
                Recipe.of(objective, 5, 10).with("grow_policy", "lossguide"),
                Recipe.of(objective, 5, 2).with("min_child_weight", 1e6)));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void scoresAsNativeDoes(Recipe recipe) {
    Random random = new Random(SEED);
    Booster booster = NativeModels.train(recipe, random);
    byte[] ubjson = NativeModels.ubjson(booster);
    Forest forest = Forest.read(ubjson);
    int inputs = recipe.inputs();
    float[] data = hardRows(ubjson, inputs, random);
    float[] expected = NativeModels.margins(booster, data, inputs);

    assertThat(forest.inputs()).isEqualTo(inputs);
    assertThat(forest.objective().xgboostName()).isEqualTo(recipe.objective());
    double largest = 0;
    for (int row = 0; row < expected.length; row++) {
      float[] values = Arrays.copyOfRange(data, row * inputs, (row + 1) * inputs);
      double[] doubles = IntStream.range(0, inputs).mapToDouble(i -> values[i]).toArray();
      float margin = forest.margin(values);
      double scale = Math.max(1, Math.abs(expected[row]));
      assertThat((double) margin)
          .as("seed %d, row %s", SEED, Arrays.toString(values))
          .isCloseTo(expected[row], within(1e-5 * scale));
      assertThat(forest.margin(doubles)).isEqualTo(margin);
      largest = Math.max(largest, Math.abs(margin - expected[row]) / scale);
    }
    System.out.printf(
        "seed=%d %s rows=%d largest_difference=%.2e%n", SEED, recipe, expected.length, largest);
  }

  @Test
  void tellsTheImportanceThatNativeTells() throws Exception {
    Booster booster = NativeModels.train(Recipe.of("binary:logistic", 4, 20), new Random(SEED));
    Map<String, Double> expected = booster.getScore("", "total_gain");
    double[] gain = Forest.read(NativeModels.ubjson(booster)).totalGain();
    for (int input = 0; input < gain.length; input++) {
      double native_ = expected.getOrDefault("f" + input, 0.0);
      assertThat(gain[input]).isCloseTo(native_, within(1e-4 * Math.max(1, native_)));
    }
  }

  @Test
  void scoresTheSameFromManyThreads() {
    Forest forest = Forest.read(NativeModels.ubjson(Recipe.of("multi:softprob", 5, 30), SEED));
    float[] data = NativeModels.rows(2_000, 5, new Random(SEED));
    float[] alone = new float[2_000];
    for (int row = 0; row < alone.length; row++) {
      alone[row] = forest.margin(Arrays.copyOfRange(data, row * 5, (row + 1) * 5));
    }
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(at -> {
          int row = at % alone.length;
          float[] values = Arrays.copyOfRange(data, row * 5, (row + 1) * 5);
          assertThat(forest.margin(values)).isEqualTo(alone[row]);
        });
  }

  /** Random rows, and rows in which one value is a split value, a neighbour of it, or extreme. */
  private static float[] hardRows(byte[] ubjson, int inputs, Random random) {
    float[][] splits = NativeModels.splits(ubjson);
    int rows = 300 + 5 * splits.length + 100;
    float[] data = NativeModels.rows(rows, inputs, random);
    int row = 300;
    for (float[] split : splits) {
      float value = split[1];
      for (float near :
          new float[] {value, Math.nextUp(value), Math.nextDown(value), -value, Float.NaN}) {
        data[row++ * inputs + (int) split[0]] = near;
      }
    }
    float[] extremes = {
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.MIN_VALUE,
      -0.0f,
      0.0f
    };
    for (; row < rows; row++) {
      data[row * inputs + random.nextInt(inputs)] = extremes[random.nextInt(extremes.length)];
    }
    return data;
  }
}
