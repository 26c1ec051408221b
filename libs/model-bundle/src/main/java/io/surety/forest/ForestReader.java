package io.surety.forest;

import java.util.ArrayList;
import java.util.List;

/** Makes a forest of a model file: checks that it can be scored here, and takes its trees. */
final class ForestReader {

  private static final int MOST_INPUTS = 1_000_000;

  private final ModelObject learner;
  private final ModelObject parameters;

  private ForestReader(ModelObject learner) {
    this.learner = learner;
    this.parameters = learner.object("learner_model_param");
  }

  static Forest read(byte[] model) {
    ModelObject file = ModelFile.read(model);
    XgboostVersion version = XgboostVersion.read(file.ints("version"));
    return new ForestReader(file.object("learner")).read(version);
  }

  private Forest read(XgboostVersion version) {
    ModelObject trees = gbtree();
    Objective objective = objective();
    int inputs = parameters.number("num_feature", 1, MOST_INPUTS);
    List<List<Tree>> byClass = trees(trees, objective.classes(), inputs);
    int count = byClass.stream().mapToInt(List::size).sum();
    return Forest.of(
        objective,
        inputs,
        inputNames(inputs),
        version.toString(),
        BaseMargins.read(parameters, objective, version),
        byClass,
        BestRound.roundsToKeep(learner, trees, objective.classes(), count));
  }

  /** The part with the trees, of a booster that only adds them up. */
  private ModelObject gbtree() {
    ModelObject booster = learner.object("gradient_booster");
    String name = booster.text("name");
    switch (name) {
      case "gbtree" -> {}
      case "dart" -> throw dart();
      default ->
          throw new UnreadableForest(
              ("The forest was trained with the booster '%s', which is not a sum of trees: train it"
                      + " with the booster gbtree.")
                  .formatted(name));
    }
    ModelObject model = booster.object("model");
    if (booster.has("weight_drop") || model.has("weight_drop")) {
      throw dart();
    }
    return model;
  }

  private static UnreadableForest dart() {
    return new UnreadableForest(
        "The forest was trained with the booster 'dart', which weighs its trees: train it with the"
            + " booster gbtree, without dropping trees.");
  }

  private Objective objective() {
    String name = learner.object("objective").text("name");
    Objective objective =
        Objective.find(name)
            .orElseThrow(() ->
                new UnreadableForest(
                    "The forest was trained for the objective '%s'; only %s are scored."
                        .formatted(name, Objective.names())));
    int classes = parameters.number("num_class", 0, Integer.MAX_VALUE);
    if (Math.max(classes, 1) != objective.classes()) {
      throw new UnreadableForest(
          "The forest's %s is %d, and for %s it must be %d: train one model for each outcome."
              .formatted(parameters.pathOf("num_class"), classes, name, objective.classes()));
    }
    if (parameters.has("num_target") && parameters.number("num_target", 0, Integer.MAX_VALUE) > 1) {
      throw new UnreadableForest(
          "The forest predicts %s targets at once: train one model for each."
              .formatted(parameters.text("num_target")));
    }
    return objective;
  }

  private List<String> inputNames(int inputs) {
    List<String> names = learner.texts("feature_names");
    if (!names.isEmpty() && names.size() != inputs) {
      throw new UnreadableForest(
          "The forest's %s has %d entries for %d inputs."
              .formatted(learner.pathOf("feature_names"), names.size(), inputs));
    }
    return names;
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
