package io.surety.forest;

/**
 * The nodes of one tree as the model file numbers them. The pruner leaves nodes behind that nothing
 * leads to; they are never looked at.
 */
final class TreeNodes {

  private static final int NO_CHILD = -1;

  private final UbjsonObject tree;
  private final int inputs;
  private final int[] left;
  private final int[] right;
  private final int[] input;
  private final byte[] splitType;
  private final byte[] missingLeft;
  private final float[] condition;
  private final float[] gain;

  private TreeNodes(UbjsonObject tree, int inputs) {
    this.tree = tree;
    this.inputs = inputs;
    UbjsonObject parameters = tree.object("tree_param");
    parameters.number("size_leaf_vector", 0, 1);
    int nodes = parameters.number("num_nodes", 1, Integer.MAX_VALUE);
    this.left = tree.ints("left_children", nodes);
    this.right = tree.ints("right_children", nodes);
    this.input = tree.ints("split_indices", nodes);
    this.splitType = tree.bytes("split_type", nodes);
    this.missingLeft = tree.bytes("default_left", nodes);
    this.condition = tree.floats("split_conditions", nodes);
    this.gain = tree.floats("loss_changes", nodes);
  }

  static TreeNodes read(UbjsonObject tree, int inputs) {
    return new TreeNodes(tree, inputs);
  }

  int count() {
    return left.length;
  }

  boolean isLeaf(int node) {
    return left[node] == NO_CHILD;
  }

  int left(int node) {
    return requireChild(left[node]);
  }

  int right(int node) {
    return requireChild(right[node]);
  }

  int input(int node) {
    if (splitType[node] != 0) {
      throw new UnreadableForest(
          "The forest has a categorical split (%s); only numeric splits are scored."
              .formatted(tree.pathOf("split_type")));
    }
    if (input[node] < 0 || input[node] >= inputs) {
      throw new UnreadableForest(
          "The forest's %s names input %d of %d."
              .formatted(tree.pathOf("split_indices"), input[node], inputs));
    }
    return input[node];
  }

  boolean missingGoesLeft(int node) {
    return missingLeft[node] != 0;
  }

  float threshold(int node) {
    return require("split_conditions", condition[node], !Float.isNaN(condition[node]));
  }

  float leaf(int node) {
    return require("split_conditions", condition[node], Float.isFinite(condition[node]));
  }

  float gain(int node) {
    return require("loss_changes", gain[node], Float.isFinite(gain[node]));
  }

  UnreadableForest notATree() {
    return new UnreadableForest(
        "The forest's %s reach a node twice.".formatted(tree.pathOf("left_children")));
  }

  private int requireChild(int child) {
    if (child < 1 || child >= count()) {
      throw new UnreadableForest(
          "The forest's %s lead to node %d of %d."
              .formatted(tree.pathOf("left_children"), child, count()));
    }
    return child;
  }

  private float require(String key, float value, boolean usable) {
    if (!usable) {
      throw new UnreadableForest(
          "The forest's %s holds %s, which nothing can be compared with or added to."
              .formatted(tree.pathOf(key), value));
    }
    return value;
  }
}
