package io.surety.forest;

import java.util.Arrays;
import java.util.List;

/** Makes a forest of a model file: checks that it can be scored here, and lays out its trees. */
final class ForestReader {

  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_INPUTS = 1_000_000;

  private ForestReader() {}

  static Forest read(byte[] ubjson) {
    if (ubjson.length > MOST_BYTES) {
      throw new UnreadableForest(
          "The forest has %d bytes; at most %d are read.".formatted(ubjson.length, MOST_BYTES));
    }
    UbjsonObject file = new UbjsonObject("", UbjsonReader.readObject(ubjson));
    requireKnownVersion(file.numbers("version", 0, Integer.MAX_VALUE));
    UbjsonObject learner = file.object("learner");
    UbjsonObject parameters = learner.object("learner_model_param");
    String objective = learner.object("objective").text("name");
    float[] base = base(objective, parameters);
    int inputs = parameters.number("num_feature", 1, MOST_INPUTS);
    UbjsonObject booster = learner.object("gradient_booster");
    requireGbtree(booster.text("name"));
    return new Forest(objective, inputs, base, trees(booster.object("model"), base.length, inputs));
  }

  private static void requireKnownVersion(int[] version) {
    boolean newer = version.length != 3 || version[0] > 3 || (version[0] == 3 && version[1] > 0);
    if (newer) {
      throw new UnreadableForest(
          "The forest was written by XGBoost %s; forests of versions up to 3.0 are read."
              .formatted(Arrays.toString(version)));
    }
  }

  private static void requireGbtree(String booster) {
    if (!booster.equals("gbtree")) {
      throw new UnreadableForest(
          "The forest was trained with the booster '%s'; only gbtree is scored."
              .formatted(booster));
    }
  }

  /** What the margin of each class begins with. */
  private static float[] base(String objective, UbjsonObject parameters) {
    float score = baseScore(parameters);
    if (parameters.has("num_target")) {
      parameters.number("num_target", 1, 1);
    }
    return switch (objective) {
      case "binary:logistic" -> {
        parameters.number("num_class", 0, 1);
        yield new float[] {logit(score)};
      }
      case "multi:softprob" -> {
        parameters.number("num_class", 2, 2);
        yield new float[] {score, score};
      }
      default ->
          throw new UnreadableForest(
              ("The forest was trained for the objective '%s'; only binary:logistic and"
                      + " multi:softprob of two classes are scored.")
                  .formatted(objective));
    };
  }

  private static float baseScore(UbjsonObject parameters) {
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

  private static float logit(float probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new UnreadableForest(
          "The forest's base_score must lie between 0 and 1, but is %s.".formatted(probability));
    }
    return (float) -StrictMath.log(1.0f / probability - 1.0f);
  }

  private static TreeArrays trees(UbjsonObject model, int classes, int inputs) {
    List<UbjsonObject> trees = model.objects("trees");
    int[] classOf = model.numbers("tree_info", 0, classes - 1);
    if (classOf.length != trees.size()) {
      throw new UnreadableForest(
          "The forest has %d trees, but classes for %d.".formatted(trees.size(), classOf.length));
    }
    TreeLayout layout = new TreeLayout(classes);
    for (int i = 0; i < classOf.length; i++) {
      layout.add(classOf[i], TreeNodes.read(trees.get(i), inputs));
    }
    return layout.toArrays();
  }
}
