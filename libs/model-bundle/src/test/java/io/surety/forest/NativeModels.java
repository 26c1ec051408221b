package io.surety.forest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Small models of native XGBoost, trained on seeded random rows. */
public final class NativeModels {

  /** How a model is trained; the first inputs may be codes of categories. */
  public record Recipe(
      String objective, int inputs, int rounds, int categorical, Map<String, Object> parameters) {

    public static Recipe of(String objective, int inputs, int rounds) {
      return new Recipe(objective, inputs, rounds, 0, Map.of());
    }

    Recipe withCategorical(int firstInputs) {
      return new Recipe(objective, inputs, rounds, firstInputs, parameters);
    }

    public Recipe with(String parameter, Object value) {
      Map<String, Object> more = new HashMap<>(parameters);
      more.put(parameter, value);
      return new Recipe(objective, inputs, rounds, categorical, more);
    }
  }

  private static final int ROWS = 600;
  private static final int CATEGORIES = 40;

  private NativeModels() {}

  /** Trains on rows of {@link #rows} whose labels follow their first two inputs. */
  public static Booster train(Recipe recipe, Random random) {
    float[] data = rows(ROWS, recipe.inputs(), random);
    drawCodes(data, recipe, random);
    float[] labels = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      float first = data[row * recipe.inputs()];
      float second = data[row * recipe.inputs() + recipe.inputs() - 1];
      double signal = (Float.isNaN(first) ? 1 : first) - (Float.isNaN(second) ? 2 : second);
      labels[row] = label(recipe.objective(), signal + random.nextGaussian() * 3);
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", recipe.objective());
    parameters.put("nthread", 1);
    parameters.put("seed", 1);
    parameters.put("verbosity", 0);
    if (recipe.objective().startsWith("multi:")) {
      parameters.put("num_class", 2);
    }
    parameters.putAll(recipe.parameters());
    try {
      DMatrix matrix = new DMatrix(data, ROWS, recipe.inputs(), Float.NaN);
      matrix.setLabel(labels);
      matrix.setFeatureTypes(types(recipe));
      Booster booster = XGBoost.train(matrix, parameters, recipe.rounds(), Map.of(), null, null);
      matrix.dispose();
      return booster;
    } catch (XGBoostError trainingFailed) {
      throw new AssertionError(trainingFailed);
    }
  }

  private static float label(String objective, double signal) {
    return switch (objective) {
      case "reg:squarederror" -> (float) signal;
      case "reg:tweedie" -> (float) Math.max(0, signal);
      case "reg:gamma" -> (float) Math.exp(signal / 6);
      case "count:poisson" -> (float) Math.floor(Math.max(0, signal));
      default -> signal > 0 ? 1 : 0;
    };
  }

  private static String[] types(Recipe recipe) {
    return IntStream.range(0, recipe.inputs())
        .mapToObj(input -> input < recipe.categorical() ? "c" : "q")
        .toArray(String[]::new);
  }

  /** Puts whole codes from 0 on into the inputs that the recipe calls categorical. */
  private static void drawCodes(float[] data, Recipe recipe, Random random) {
    for (int at = 0; at < data.length; at++) {
      if (at % recipe.inputs() < recipe.categorical() && !Float.isNaN(data[at])) {
        data[at] = random.nextInt(CATEGORIES);
      }
    }
  }

  public static byte[] ubjson(Booster booster) {
    return bytes(booster, "ubj");
  }

  static byte[] bytes(Booster booster, String format) {
    try {
      return booster.toByteArray(format);
    } catch (XGBoostError failed) {
      throw new AssertionError(failed);
    }
  }

  /** A model's file; the same recipe and seed give the same one. */
  public static byte[] ubjson(Recipe recipe, long seed) {
    return ubjson(train(recipe, new Random(seed)));
  }

  /** Rows as the recipe trains on. */
  static float[] rows(int rows, Recipe recipe, Random random) {
    float[] data = rows(rows, recipe.inputs(), random);
    drawCodes(data, recipe, random);
    return data;
  }

  /** Row after row: whole numbers (many ties), reals and missing values. */
  public static float[] rows(int rows, int inputs, Random random) {
    float[] data = new float[rows * inputs];
    for (int at = 0; at < data.length; at++) {
      data[at] =
          switch (random.nextInt(8)) {
            case 0 -> Float.NaN;
            case 1, 2, 3 -> random.nextInt(-5, 6);
            default -> (float) random.nextGaussian() * 4;
          };
    }
    return data;
  }

  /** The raw score of class 1 that native XGBoost gives each row, as a forest defines it. */
  public static float[] margins(Booster booster, float[] data, int inputs) {
    int rows = data.length / inputs;
    try {
      float[][] outputs =
          booster.inplace_predict(
              data,
              rows,
              inputs,
              Float.NaN,
              new int[] {0, 0},
              Booster.PredictionType.kMargin,
              null);
      float[] margins = new float[rows];
      for (int row = 0; row < rows; row++) {
        float[] ofRow = outputs[row];
        margins[row] = ofRow.length == 1 ? ofRow[0] : ofRow[1] - ofRow[0];
      }
      return margins;
    } catch (XGBoostError failed) {
      throw new AssertionError(failed);
    }
  }

  /**
   * The split of every node: input and value, NaN for one by categories; those of nodes that
   * nothing leads to as well.
   */
  static float[][] splits(byte[] ubjson) {
    List<float[]> splits = new ArrayList<>();
    for (ModelObject tree : model(ubjson).objects("trees")) {
      int[] left = tree.ints("left_children");
      int[] inputs = tree.ints("split_indices", left.length);
      float[] values = tree.floats("split_conditions", left.length);
      for (int node = 0; node < left.length; node++) {
        if (left[node] >= 0) {
          splits.add(new float[] {inputs[node], values[node]});
        }
      }
    }
    return splits.toArray(float[][]::new);
  }

  /** By class, the trees of a file. */
  static List<List<Tree>> trees(byte[] ubjson, Recipe recipe) {
    int[] classOf = model(ubjson).ints("tree_info");
    List<ModelObject> trees = model(ubjson).objects("trees");
    return IntStream.of(0, 1)
        .mapToObj(ofClass ->
            IntStream.range(0, trees.size())
                .filter(tree -> classOf[tree] == ofClass)
                .mapToObj(tree -> TreeReader.read(trees.get(tree), recipe.inputs()))
                .toList())
        .toList();
  }

  private static ModelObject model(byte[] ubjson) {
    return new ModelObject("", UbjsonReader.readObject(ubjson))
        .object("learner")
        .object("gradient_booster")
        .object("model");
  }
}
