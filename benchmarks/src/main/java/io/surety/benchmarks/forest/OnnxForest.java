package io.surety.benchmarks.forest;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trees of a native XGBoost model as an ONNX file: one {@code TreeEnsembleRegressor} of {@code
 * ai.onnx.ml} 3. The base score is among its attributes, so it answers with the margin.
 */
final class OnnxForest {

  static final String INPUT = "rows";
  private static final String OUTPUT = "margins";
  private static final int IR_VERSION = 8;
  private static final int FLOAT = 1;

  private final List<Long> treeIds = new ArrayList<>();
  private final List<Long> nodeIds = new ArrayList<>();
  private final List<Long> inputs = new ArrayList<>();
  private final List<Float> thresholds = new ArrayList<>();
  private final List<String> modes = new ArrayList<>();
  private final List<Long> left = new ArrayList<>();
  private final List<Long> right = new ArrayList<>();
  private final List<Long> missingLeft = new ArrayList<>();
  private final List<Long> leafTrees = new ArrayList<>();
  private final List<Long> leafNodes = new ArrayList<>();
  private final List<Long> leafTargets = new ArrayList<>();
  private final List<Float> leaves = new ArrayList<>();

  private OnnxForest() {}

  /** Translates a model of one output whose base score is its base margin. */
  static byte[] of(byte[] xgboostJson) {
    JsonNode learner = JsonMapper.shared().readTree(xgboostJson).get("learner");
    OnnxForest forest = new OnnxForest();
    long tree = 0;
    for (JsonNode nodes : learner.get("gradient_booster").get("model").get("trees")) {
      forest.add(tree++, nodes);
    }
    JsonNode parameters = learner.get("learner_model_param");
    float base = Float.parseFloat(parameters.get("base_score").asString());
    return forest.file(base, Long.parseLong(parameters.get("num_feature").asString()));
  }

  private void add(long tree, JsonNode nodes) {
    for (int node = 0; node < nodes.get("left_children").size(); node++) {
      boolean leaf = nodes.get("left_children").get(node).asInt() < 0;
      float condition = nodes.get("split_conditions").get(node).floatValue();
      treeIds.add(tree);
      nodeIds.add((long) node);
      inputs.add(leaf ? 0 : nodes.get("split_indices").get(node).asLong());
      thresholds.add(leaf ? 0 : condition);
      modes.add(leaf ? "LEAF" : "BRANCH_LT");
      left.add(leaf ? 0 : nodes.get("left_children").get(node).asLong());
      right.add(leaf ? 0 : nodes.get("right_children").get(node).asLong());
      missingLeft.add(leaf ? 0 : nodes.get("default_left").get(node).asLong());
      if (leaf) {
        leafTrees.add(tree);
        leafNodes.add((long) node);
        leafTargets.add(0L);
        leaves.add(condition);
      }
    }
  }

  private byte[] file(float base, long inputCount) {
    ProtobufMessage node =
        new ProtobufMessage()
            .text(1, INPUT)
            .text(2, OUTPUT)
            .text(4, "TreeEnsembleRegressor")
            .text(7, "ai.onnx.ml")
            .message(5, integers("nodes_treeids", treeIds))
            .message(5, integers("nodes_nodeids", nodeIds))
            .message(5, integers("nodes_featureids", inputs))
            .message(5, floats("nodes_values", thresholds))
            .message(5, texts("nodes_modes", modes))
            .message(5, integers("nodes_truenodeids", left))
            .message(5, integers("nodes_falsenodeids", right))
            .message(5, integers("nodes_missing_value_tracks_true", missingLeft))
            .message(5, integers("target_treeids", leafTrees))
            .message(5, integers("target_nodeids", leafNodes))
            .message(5, integers("target_ids", leafTargets))
            .message(5, floats("target_weights", leaves))
            .message(5, floats("base_values", List.of(base)))
            .message(5, attribute("n_targets", 2).number(3, 1));
    ProtobufMessage graph =
        new ProtobufMessage()
            .message(1, node)
            .text(2, "forest")
            .message(11, matrix(INPUT, inputCount))
            .message(12, matrix(OUTPUT, 1));
    return new ProtobufMessage()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new ProtobufMessage().text(1, "ai.onnx.ml").number(2, 3))
        .message(8, new ProtobufMessage().text(1, "").number(2, 17))
        .bytes();
  }

  /** Any number of rows of so many floats. */
  private static ProtobufMessage matrix(String name, long columns) {
    ProtobufMessage shape =
        new ProtobufMessage()
            .message(1, new ProtobufMessage().text(2, "n"))
            .message(1, new ProtobufMessage().number(1, columns));
    ProtobufMessage tensor = new ProtobufMessage().number(1, FLOAT).message(2, shape);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
  }

  private static ProtobufMessage attribute(String name, int type) {
    return new ProtobufMessage().text(1, name).number(20, type);
  }

  private static ProtobufMessage floats(String name, List<Float> values) {
    ProtobufMessage attribute = attribute(name, 6);
    values.forEach(value -> attribute.real(7, value));
    return attribute;
  }

  private static ProtobufMessage integers(String name, List<Long> values) {
    ProtobufMessage attribute = attribute(name, 7);
    values.forEach(value -> attribute.number(8, value));
    return attribute;
  }

  private static ProtobufMessage texts(String name, List<String> values) {
    ProtobufMessage attribute = attribute(name, 8);
    values.forEach(value -> attribute.text(9, value));
    return attribute;
  }
}
