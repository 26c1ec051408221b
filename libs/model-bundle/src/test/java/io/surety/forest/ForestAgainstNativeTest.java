package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.forest.NativeModels.Recipe;
import java.util.Arrays;
import java.util.List;
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

  private static final long SEED = Long.getLong("surety.seed", 20260101);
  private static final int MODELS = 72;
  private static final int DEEPEST = 12;
  private static final float[] EXTREMES = {
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -0.0f,
    0.0f,
    -1,
    -0.5f,
    0.999f,
    2.7f,
    31,
    32,
    64,
    1e9f,
    16777215,
    16777216
  };

  static Stream<Recipe> chosenRecipes() {
    return Arrays.stream(Objective.values())
        .map(Objective::xgboostName)
        .flatMap(objective ->
            Stream.of(
                Recipe.of(objective, 1, 3).with("max_depth", 1),
                Recipe.of(objective, 5, 10).with("base_score", 0.03),
                Recipe.of(objective, 5, 10).with("num_parallel_tree", 3),
                Recipe.of(objective, 5, 10).with("tree_method", "exact").with("gamma", 5),
                Recipe.of(objective, 5, 10).with("grow_policy", "lossguide").with("max_depth", 0),
                Recipe.of(objective, 5, 2).with("min_child_weight", 1e6),
                Recipe.of(objective, 4, 10).withCategorical(2).with("max_cat_to_onehot", 100),
                Recipe.of(objective, 4, 10).withCategorical(4).with("max_cat_to_onehot", 1)));
  }

  static Stream<Recipe> randomRecipes() {
    Random random = new Random(SEED);
    return IntStream.range(0, MODELS).mapToObj(model -> randomRecipe(model, random));
  }

  /** Every objective with every depth, all else drawn. */
  private static Recipe randomRecipe(int model, Random random) {
    Objective objective = Objective.values()[model % Objective.values().length];
    int inputs = 2 + random.nextInt(39);
    Recipe recipe =
        Recipe.of(objective.xgboostName(), inputs, 1 + random.nextInt(30))
            .with("max_depth", 1 + model / Objective.values().length % DEEPEST)
            .with("eta", 0.05 + random.nextDouble())
            .with("gamma", random.nextInt(3))
            .with("subsample", 0.5 + random.nextDouble() / 2)
            .with("max_delta_step", 0.7);
    if (random.nextInt(3) == 0) {
      return recipe
          .withCategorical(1 + random.nextInt(inputs))
          .with("max_cat_to_onehot", 1 + random.nextInt(60));
    }
    String[] methods = {"hist", "approx", "exact"};
    return recipe.with("tree_method", methods[random.nextInt(methods.length)]);
  }

  @ParameterizedTest
  @MethodSource({"chosenRecipes", "randomRecipes"})
  void scoresAsNativeDoes(Recipe recipe) {
    Random random = new Random(SEED);
    Booster booster = NativeModels.train(recipe, random);
    byte[] ubjson = NativeModels.ubjson(booster);
    Forest forest = Forest.read(ubjson);
    Forest fromJson = Forest.read(NativeModels.bytes(booster, "json"));
    int inputs = recipe.inputs();
    float[] data = hardRows(ubjson, recipe, random);
    float[] expected = NativeModels.margins(booster, data, inputs);

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
      assertThat(fromJson.margin(values)).isEqualTo(margin);
      largest = Math.max(largest, Math.abs(margin - expected[row]) / scale);
    }
    System.out.printf(
        "seed=%d %s rows=%d largest_difference=%.2e%n", SEED, recipe, expected.length, largest);
  }

  @Test
  void trainsCategoricalSplitsOfBothKinds() {
    for (int mostOneHot : new int[] {1, 100}) {
      Recipe recipe =
          Recipe.of("reg:gamma", 4, 10).withCategorical(2).with("max_cat_to_onehot", mostOneHot);
      Forest forest = Forest.read(NativeModels.ubjson(recipe, SEED));
      assertThat(forest.asksForCategories(0) || forest.asksForCategories(1)).isTrue();
      assertThat(forest.asksForCategories(3)).isFalse();
    }
  }

  @Test
  void findsTheTwoTreesOfARoundThatSplitAlike() {
    Recipe recipe = Recipe.of("multi:softprob", 5, 40).with("max_depth", 4);
    List<List<Tree>> trees = NativeModels.trees(NativeModels.ubjson(recipe, SEED), recipe);
    long alike =
        IntStream.range(0, 40)
            .filter(round -> trees.get(0).get(round).splitsLike(trees.get(1).get(round)))
            .count();
    assertThat(alike).as("of 40 rounds").isGreaterThan(30);
    assertThat(trees.get(0).get(0).splitsLike(trees.get(1).get(1))).isFalse();
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
  private static float[] hardRows(byte[] ubjson, Recipe recipe, Random random) {
    float[][] splits = NativeModels.splits(ubjson);
    int chosen = Math.min(splits.length, 400);
    int rows = 300 + 5 * chosen + 200;
    float[] data = NativeModels.rows(rows, recipe, random);
    int row = 300;
    for (int i = 0; i < chosen; i++) {
      float[] split = splits[random.nextInt(splits.length)];
      float value = split[1];
      for (float near :
          new float[] {value, Math.nextUp(value), Math.nextDown(value), -value, Float.NaN}) {
        data[row++ * recipe.inputs() + (int) split[0]] = near;
      }
    }
    for (; row < rows; row++) {
      data[row * recipe.inputs() + random.nextInt(recipe.inputs())] =
          EXTREMES[random.nextInt(EXTREMES.length)];
    }
    return data;
  }
}
