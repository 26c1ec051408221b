package io.surety.forest;

import java.util.BitSet;

/**
 * Makes a {@link Tree} of the nodes of one tree as the model file numbers them. The pruner leaves
 * nodes behind that nothing leads to; they are never looked at.
 */
final class TreeReader {

  private static final int NO_CHILD = -1;
  private static final byte CATEGORICAL = 1;

  private final ModelObject tree;
  private final int inputs;
  private final int[] left;
  private final int[] right;
  private final int[] input;
  private final int[] splitType;
  private final int[] missingLeft;
  private final float[] condition;
  private final float[] cover;
  private final float[] gain;
  private final TreeCategories categories;

  private TreeReader(ModelObject tree, int inputs) {
    this.tree = tree;
    this.inputs = inputs;
    ModelObject parameters = tree.object("tree_param");
    if (parameters.number("size_leaf_vector", 0, Integer.MAX_VALUE) > 1) {
      throw new UnreadableForest(
          "The forest's %s has leaves of several outputs; train one model for each output."
              .formatted(tree.path()));
    }
    int nodes = parameters.number("num_nodes", 1, Integer.MAX_VALUE);
    this.left = tree.ints("left_children", nodes);
    this.right = tree.ints("right_children", nodes);
    this.input = tree.ints("split_indices", nodes);
    this.splitType = tree.ints("split_type", nodes);
    this.missingLeft = tree.ints("default_left", nodes);
    this.condition = tree.floats("split_conditions", nodes);
    this.cover = tree.floats("sum_hessian", nodes);
    this.gain = tree.floats("loss_changes", nodes);
    this.categories = TreeCategories.of(tree, nodes);
  }

  static Tree read(ModelObject tree, int inputs) {
    return new TreeReader(tree, inputs).read();
  }

  private Tree read() {
    Tree.Builder builder = new Tree.Builder(left.length);
    int[] queue = new int[left.length];
    BitSet reached = new BitSet();
    reached.set(0);
    int queued = 1;
    int depth = 0;
    int levelEnd = 1;
    for (int at = 0; at < queued; at++) {
      if (at == levelEnd) {
        depth = deeper(depth);
        levelEnd = queued;
      }
      int node = queue[at];
      if (left[node] == NO_CHILD) {
        builder.leaf(leaf(node), cover(node));
        continue;
      }
      addSplit(builder, node);
      queue[queued++] = child(left[node], reached);
      queue[queued++] = child(right[node], reached);
    }
    return builder.tree();
  }

  private int deeper(int depth) {
    if (depth == Tree.MOST_DEPTH) {
      throw new UnreadableForest(
          "The forest's %s is deeper than %d splits.".formatted(tree.path(), Tree.MOST_DEPTH));
    }
    return depth + 1;
  }

  private void addSplit(Tree.Builder builder, int node) {
    boolean goesLeft = missingLeft[node] != 0;
    float lossTaken = require("loss_changes", gain[node], Float.isFinite(gain[node]));
    switch (splitType[node]) {
      case 0 -> builder.split(input(node), goesLeft, threshold(node), cover(node), lossTaken);
      case CATEGORICAL ->
          builder.categorical(input(node), goesLeft, categories.of(node), cover(node), lossTaken);
      default ->
          throw new UnreadableForest(
              "The forest's %s names the unknown kind of split %d."
                  .formatted(tree.pathOf("split_type"), splitType[node]));
    }
  }

  private int child(int child, BitSet reached) {
    if (child < 1 || child >= left.length) {
      throw new UnreadableForest(
          "The forest's %s lead to node %d of %d."
              .formatted(tree.pathOf("left_children"), child, left.length));
    }
    if (reached.get(child)) {
      throw new UnreadableForest(
          "The forest's %s reach a node twice.".formatted(tree.pathOf("left_children")));
    }
    reached.set(child);
    return child;
  }

  private int input(int node) {
    if (input[node] < 0 || input[node] >= inputs) {
      throw new UnreadableForest(
          "The forest's %s names input %d of %d."
              .formatted(tree.pathOf("split_indices"), input[node], inputs));
    }
    return input[node];
  }

  private float threshold(int node) {
    return require("split_conditions", condition[node], !Float.isNaN(condition[node]));
  }

  private float leaf(int node) {
    return require("split_conditions", condition[node], Float.isFinite(condition[node]));
  }

  private float cover(int node) {
    return require("sum_hessian", cover[node], Float.isFinite(cover[node]) && cover[node] >= 0);
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
