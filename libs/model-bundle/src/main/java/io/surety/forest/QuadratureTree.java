package io.surety.forest;

import java.util.Arrays;

/**
 * One tree of any size, made to tell how much each input contributes to its leaf: the exact
 * path-dependent Shapley values of Lundberg's TreeSHAP.
 *
 * <p>Shapley's average over all orders of the inputs equals one over t from 0 to 1 when each input
 * is known with probability t and otherwise averaged over the training rows (Owen 1972). At a given
 * t the tree is one sum from its leaves up: a split answers with the mean of its children by cover,
 * plus t times what the row's own child gives beyond that mean. The sum is a polynomial in t of a
 * degree below the number of inputs on a path, so half as many points of Gauss and Legendre
 * integrate it exactly.
 *
 * <p>For an input that was split on above, t is the probability that it is known given that the way
 * passed there; where the way left the row's own, the input was surely averaged.
 */
final class QuadratureTree {

  private final Tree tree;
  private final double[] leftShare;
  private final double[] rightShare;
  private final int[] levelAbove;
  private final double[] reach;
  private final double[] points;
  private final double[] weights;

  /** A tree whose leaves count times a factor. */
  QuadratureTree(Tree tree, TreePaths paths, double factor) {
    this.tree = tree;
    int size = tree.size();
    leftShare = new double[size];
    rightShare = new double[size];
    levelAbove = new int[size];
    reach = new double[size];
    for (int node = 0; node < size; node++) {
      if (!tree.isLeaf(node)) {
        leftShare[node] = paths.share(node, tree.left(node));
        rightShare[node] = paths.share(node, tree.right(node));
        levelAbove[node] = paths.levelAbove(node);
        reach[node] = paths.reach(node);
      }
    }
    int walks = (paths.mostInputs() + 2 * Walk.POINTS - 1) / (2 * Walk.POINTS);
    Quadrature quadrature = Quadrature.of(walks * Walk.POINTS);
    points = quadrature.points;
    weights = Arrays.stream(quadrature.weights).map(weight -> factor * weight).toArray();
  }

  /** The most splits on the way to a leaf. */
  int depth() {
    return tree.depth();
  }

  /** Adds what each input contributes to the leaf of a row. */
  void add(double[] row, double[] into, Walk walk) {
    for (int from = 0; from < points.length; from += Walk.POINTS) {
      System.arraycopy(weights, from, walk.weight, 0, Walk.POINTS);
      walk(row, into, walk, from);
    }
  }

  private void walk(double[] row, double[] into, Walk walk, int from) {
    int node = 0;
    int level = 0;
    while (true) {
      for (; !tree.isLeaf(node); level++) {
        enter(node, level, row, walk, from);
        node = tree.left(node);
      }
      Arrays.fill(walk.answer, tree.leaf(node));
      while (level > 0 && walk.isRight[level - 1]) {
        level--;
        leave(level, into, walk, from);
      }
      if (level == 0) {
        return;
      }
      int split = walk.path[level - 1];
      walk.keepLeftAnswer(level - 1);
      walk.isRight[level - 1] = true;
      walk.passOn(level - 1, rightShare[split]);
      node = tree.right(split);
    }
  }

  private void enter(int split, int level, double[] row, Walk walk, int from) {
    boolean passed = levelAbove[split] == TreePaths.NONE || walk.isOwn(levelAbove[split]);
    walk.path[level] = split;
    walk.isRight[level] = false;
    walk.goesLeft[level] = tree.goesLeft(split, (float) row[tree.input(split)]);
    walk.passed[level] = passed;
    for (int q = 0; q < Walk.POINTS; q++) {
      double t = points[from + q];
      walk.known[level * Walk.POINTS + q] = passed ? t / passing(t, split) : 0;
    }
    walk.passOn(level, leftShare[split]);
  }

  /** Makes the answer of a split of its children's, and adds what its input contributes. */
  private void leave(int level, double[] into, Walk walk, int from) {
    int split = walk.path[level];
    double contribution = 0;
    for (int q = 0; q < Walk.POINTS; q++) {
      int at = level * Walk.POINTS + q;
      double left = walk.leftAnswer[at];
      double right = walk.answer[q];
      double mean = leftShare[split] * left + rightShare[split] * right;
      double beyond = (walk.goesLeft[level] ? left : right) - mean;
      double passing = passing(points[from + q], split);
      contribution += walk.weight[at] * beyond * reach[split] / (passing * passing);
      walk.answer[q] = mean + walk.known[at] * beyond;
    }
    if (walk.passed[level]) {
      into[tree.input(split)] += contribution;
    }
  }

  /** The probability that a way passes the splits above on the same input as the row would. */
  private double passing(double t, int split) {
    return reach[split] + t * (1 - reach[split]);
  }
}
