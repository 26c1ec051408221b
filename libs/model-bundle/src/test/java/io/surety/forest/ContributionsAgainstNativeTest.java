package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every contribution must be the one that native XGBoost computes, and all must sum to the margin.
 */
class ContributionsAgainstNativeTest {

  private static final long SEED = 20260301;
  private static final int TRAINING_ROWS = 3_000;
  private static final int ROWS = 300;

  /** A model to train: numbers, or half of the inputs categories. */
  record Model(
      String objective, int inputs, int rounds, boolean withCategories, Map<String, Object> more) {

    static Model of(String objective, int inputs, int depth, int rounds) {
      return new Model(objective, inputs, rounds, false, Map.of("max_depth", depth));
    }
  }

  static Stream<Model> models() {
    Stream<Model> ofEachObjective =
        Arrays.stream(Objective.values())
            .map(Objective::xgboostName)
            .flatMap(name ->
                Stream.of(
                    Model.of(name, 5, 6, 40),
                    new Model(name, 7, 15, true, Map.of("max_depth", 5, "max_cat_to_onehot", 4))));
    Stream<Model> ofEachDepth =
        IntStream.rangeClosed(1, 12)
            .mapToObj(depth -> Model.of("binary:logistic", 2 + (depth * 7) % 39, depth, 12));
    Stream<Model> special =
        Stream.of(
            Model.of("binary:logistic", 40, 12, 20),
            Model.of("binary:logistic", 2, 12, 20),
            Model.of("binary:logistic", 1, 3, 3),
            Model.of("binary:logistic", 5, 6, 1_000),
            new Model("binary:logistic", 30, 15, true, Map.of("max_depth", 11)),
            new Model(
                "binary:logistic",
                12,
                15,
                false,
                Map.of("grow_policy", "lossguide", "max_leaves", 60, "max_depth", 0)),
            new Model("binary:logistic", 6, 5, false, Map.of("num_parallel_tree", 4)),
            new Model("reg:squarederror", 6, 9, false, Map.of("base_score", 100, "eta", 1)),
            new Model("reg:squarederror", 5, 2, false, Map.of("min_child_weight", 1e9)));
    return Stream.of(ofEachObjective, ofEachDepth, special).flatMap(stream -> stream);
  }

  @ParameterizedTest
  @MethodSource("models")
  void contributesWhatNativeSays(Model model) throws XGBoostError {
    Random random = new Random(SEED);
    Booster booster = train(model, random);
    Forest forest = Forest.read(NativeModels.ubjson(booster));
    int inputs = model.inputs();
    float[] data = rows(model, ROWS, random);
    double[][] expected = nativeContributions(booster, data, inputs);
    double[] contributions = new double[inputs + 1];
    double farthest = 0;
    double farthestSum = 0;
    for (int row = 0; row < ROWS; row++) {
      int from = row * inputs;
      double[] values = IntStream.range(0, inputs).mapToDouble(i -> data[from + i]).toArray();
      float margin = forest.margin(values);
      double scale = Math.max(1, Math.abs(margin));
      forest.contributions(values, contributions);
      for (int i = 0; i <= inputs; i++) {
        double difference = Math.abs(contributions[i] - expected[row][i]) / scale;
        farthest = Math.max(farthest, difference);
        assertThat(difference)
            .as("seed %d, input %d of row %s", SEED, i, Arrays.toString(values))
            .isLessThanOrEqualTo(1e-4);
      }
      double sum = Arrays.stream(contributions).sum();
      farthestSum = Math.max(farthestSum, Math.abs(sum - margin) / scale);
      assertThat(sum)
          .as("seed %d, sum for row %s", SEED, Arrays.toString(values))
          .isCloseTo(margin, within(1e-5 * scale));
    }
    System.out.printf(
        "seed=%d %s farthest_contribution=%.2e farthest_sum=%.2e%n",
        SEED, model, farthest, farthestSum);
  }

  private static Booster train(Model model, Random random) throws XGBoostError {
    int inputs = model.inputs();
    float[] data = rows(model, TRAINING_ROWS, random);
    float[] labels = new float[TRAINING_ROWS];
    boolean counts = !model.objective().matches("binary.*|multi.*");
    for (int row = 0; row < TRAINING_ROWS; row++) {
      double signal = random.nextGaussian();
      for (int i = 0; i < inputs; i++) {
        float value = data[row * inputs + i];
        signal += (i % 3 - 1) * (Float.isNaN(value) ? 1 : Math.max(-5, Math.min(5, value % 4)));
      }
      labels[row] = counts ? (float) Math.exp(Math.min(5, signal / 4)) : signal > 0 ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(data, TRAINING_ROWS, inputs, Float.NaN);
    matrix.setLabel(labels);
    matrix.setFeatureTypes(types(model));
    Map<String, Object> parameters = new HashMap<>(model.more());
    parameters.put("objective", model.objective());
    parameters.put("nthread", 1);
    parameters.put("verbosity", 0);
    if (model.objective().startsWith("multi:")) {
      parameters.put("num_class", 2);
    }
    Booster booster = XGBoost.train(matrix, parameters, model.rounds(), Map.of(), null, null);
    matrix.dispose();
    return booster;
  }

  private static String[] types(Model model) {
    return IntStream.range(0, model.inputs())
        .mapToObj(i -> isCategory(model, i) ? "c" : "q")
        .toArray(String[]::new);
  }

  private static boolean isCategory(Model model, int input) {
    return model.withCategories() && input % 2 == 0;
  }

  private static float[] rows(Model model, int rows, Random random) {
    float[] data = NativeModels.rows(rows, model.inputs(), random);
    for (int at = 0; at < data.length; at++) {
      if (isCategory(model, at % model.inputs())) {
        data[at] = Float.isNaN(data[at]) ? Float.NaN : random.nextInt(9);
      } else if (random.nextInt(200) == 0) {
        data[at] = random.nextBoolean() ? Float.MAX_VALUE : -Float.MAX_VALUE;
      }
    }
    return data;
  }

  /** Of two classes the difference, as the forest's margin is one. */
  private static double[][] nativeContributions(Booster booster, float[] data, int inputs)
      throws XGBoostError {
    DMatrix matrix = new DMatrix(data, data.length / inputs, inputs, Float.NaN);
    float[][] ofRows = booster.predictContrib(matrix, 0);
    matrix.dispose();
    return Arrays.stream(ofRows)
        .map(row -> lastLessOthers(row, inputs + 1))
        .toArray(double[][]::new);
  }

  private static double[] lastLessOthers(float[] ofRow, int width) {
    int last = ofRow.length - width;
    return IntStream.range(0, width)
        .mapToDouble(i -> last == 0 ? ofRow[i] : (double) ofRow[last + i] - ofRow[i])
        .toArray();
  }
}
