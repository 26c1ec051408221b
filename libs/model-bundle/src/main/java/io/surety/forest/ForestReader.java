package io.surety.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes a forest of a model file: checks that it can be scored here, and takes its trees. */
final class ForestReader {

  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_INPUTS = 1_000_000;

  private ForestReader() {}

  static Forest read(byte[] model) {
    if (model.length > MOST_BYTES) {
      throw new UnreadableForest(
          "The forest has %d bytes; at most %d are read.".formatted(model.length, MOST_BYTES));
    }
    ModelObject file = new ModelObject("", UbjsonReader.readObject(model));
    String version = version(file.ints("version"));
    ModelObject learner = file.object("learner");
    ModelObject parameters = learner.object("learner_model_param");
    Objective objective = objective(learner.object("objective").text("name"));
    float[] base = base(objective, parameters);
    int inputs = parameters.number("num_feature", 1, MOST_INPUTS);
    ModelObject booster = learner.object("gradient_booster");
    requireGbtree(booster.text("name"));
    List<List<Tree>> trees = trees(booster.object("model"), base.length, inputs);
    return Forest.of(objective, inputs, learner.texts("feature_names"), version, base, trees);
  }

  private static String version(int[] version) {
    boolean known = version.length == 3 && version[0] <= 3;
    if (!known) {
      throw new UnreadableForest(
          "The forest was written by XGBoost %s; forests of versions 1.6 to 3 are read."
              .formatted(Arrays.toString(version)));
    }
    return "%d.%d.%d".formatted(version[0], version[1], version[2]);
  }

  private static Objective objective(String name) {
    return Objective.find(name)
        .orElseThrow(() ->
            new UnreadableForest(
                "The forest was trained for the objective '%s'; only %s are scored."
                    .formatted(name, Objective.names())));
  }

  private static void requireGbtree(String booster) {
    if (!booster.equals("gbtree")) {
      throw new UnreadableForest(
          "The forest was trained with the booster '%s'; only gbtree is scored."
              .formatted(booster));
    }
  }

  /** What the margin of each class begins with. */
  private static float[] base(Objective objective, ModelObject parameters) {
    float margin = objective.baseMargin(baseScore(parameters));
    if (parameters.has("num_target")) {
      parameters.number("num_target", 1, 1);
    }
    int classes = objective.classes();
    parameters.number("num_class", classes == 1 ? 0 : classes, classes);
    if (!Float.isFinite(margin)) {
      throw new UnreadableForest(
          "The forest's base_score %s is no response of %s."
              .formatted(parameters.text("base_score"), objective.xgboostName()));
    }
    float[] base = new float[classes];
    Arrays.fill(base, margin);
    return base;
  }

  private static float baseScore(ModelObject parameters) {
    String text = parameters.text("base_score");
    try {
      float score = Float.parseFloat(text);
      if (Float.isFinite(score)) {
        return score;
      }
    } catch (NumberFormatException notANumber) {
      // refused below, as an infinite one is
    }
    throw new UnreadableForest(
        "The forest's base_score must be one finite number, but is '%s'.".formatted(text));
  }

  private static List<List<Tree>> trees(ModelObject model, int classes, int inputs) {
    List<ModelObject> trees = model.objects("trees");
    int[] classOf = model.ints("tree_info", trees.size());
    List<List<Tree>> byClass = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      byClass.add(new ArrayList<>());
    }
    for (int i = 0; i < classOf.length; i++) {
      if (classOf[i] < 0 || classOf[i] >= classes) {
        throw new UnreadableForest(
            "The forest's %s names the class %d of %d."
                .formatted(model.pathOf("tree_info"), classOf[i], classes));
      }
      byClass.get(classOf[i]).add(TreeReader.read(trees.get(i), inputs));
    }
    return byClass;
  }
}
