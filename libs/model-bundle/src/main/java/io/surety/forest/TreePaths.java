package io.surety.forest;

import java.util.Arrays;

/** What the ways from a tree's root to its nodes have in common with the training rows. */
final class TreePaths {

  static final int NONE = -1;

  private static final double EVEN = 0.5;

  private final Tree tree;
  private final int[] parent;
  private final int[] level;

  /** The nearest split above that looks at the same input. */
  private final int[] above;

  /** The share of the rows that the splits above on the same input let pass. */
  private final double[] reach;

  /** How many inputs the way to a node looks at, its own included. */
  private final int[] distinct;

  TreePaths(Tree tree) {
    int size = tree.size();
    this.tree = tree;
    this.parent = new int[size];
    this.level = new int[size];
    this.above = new int[size];
    this.reach = new double[size];
    this.distinct = new int[size];
    parent[0] = NONE;
    for (int node = 0; node < size; node++) {
      if (!tree.isLeaf(node)) {
        follow(node);
      }
    }
  }

  private void follow(int split) {
    int below = split;
    int up = parent[split];
    while (up != NONE && tree.input(up) != tree.input(split)) {
      below = up;
      up = parent[up];
    }
    above[split] = up;
    reach[split] = up == NONE ? 1 : reach[up] * share(up, below);
    int before = parent[split] == NONE ? 0 : distinct[parent[split]];
    distinct[split] = up == NONE ? before + 1 : before;
    for (int child : new int[] {tree.left(split), tree.right(split)}) {
      parent[child] = split;
      level[child] = level[split] + 1;
    }
  }

  /** The share of a split's training rows that a child took, by their hessians as XGBoost does. */
  double share(int split, int child) {
    float cover = tree.cover(split);
    return cover > 0 ? (double) tree.cover(child) / cover : EVEN;
  }

  /** The level of the nearest split above that looks at the same input, or {@link #NONE}. */
  int levelAbove(int split) {
    return above[split] == NONE ? NONE : level[above[split]];
  }

  double reach(int split) {
    return reach[split];
  }

  int parent(int node) {
    return parent[node];
  }

  /** Whether a node is a split of two leaves, or a leaf that is not one of two. */
  boolean isEnd(int node) {
    boolean isLast = isLast(node);
    boolean isBelowLast = parent[node] != NONE && isLast(parent[node]);
    return isLast || (tree.isLeaf(node) && parent[node] != NONE && !isBelowLast);
  }

  private boolean isLast(int node) {
    return !tree.isLeaf(node) && tree.isLeaf(tree.left(node)) && tree.isLeaf(tree.right(node));
  }

  /** The inputs that the way to a node looks at, its own included, each once, ascending. */
  int[] inputsTo(int node) {
    int split = tree.isLeaf(node) ? parent[node] : node;
    int[] inputs = new int[split == NONE ? 0 : distinct[split]];
    for (int at = split; at != NONE; at = parent[at]) {
      if (above[at] == NONE) {
        inputs[distinct[at] - 1] = tree.input(at);
      }
    }
    Arrays.sort(inputs);
    return inputs;
  }

  /** By input of a list: the share of the rows that the splits on it let pass to a node. */
  double[] sharesTo(int node, int[] inputs) {
    double[] shares = new double[inputs.length];
    Arrays.fill(shares, 1);
    for (int at = node; parent[at] != NONE; at = parent[at]) {
      shares[indexOf(tree.input(parent[at]), inputs)] *= share(parent[at], at);
    }
    return shares;
  }

  static int indexOf(int input, int[] inputs) {
    int index = 0;
    while (inputs[index] != input) {
      index++;
    }
    return index;
  }

  /** What the tree answers on average over the training rows. */
  double mean() {
    double[] mean = new double[tree.size()];
    for (int node = tree.size() - 1; node >= 0; node--) {
      mean[node] = tree.isLeaf(node) ? tree.leaf(node) : mean(node, mean);
    }
    return mean[0];
  }

  private double mean(int split, double[] ofNodes) {
    int left = tree.left(split);
    int right = tree.right(split);
    return share(split, left) * ofNodes[left] + share(split, right) * ofNodes[right];
  }

  /** The most inputs on one way from the root. */
  int mostInputs() {
    return Arrays.stream(distinct).max().orElse(0);
  }
}
