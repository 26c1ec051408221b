package io.surety.forest;

import java.util.Arrays;

/**
 * One tree, made to tell how much each input contributes to its leaf: the exact path-dependent
 * Shapley values of Lundberg's TreeSHAP.
 *
 * <p>Shapley's average over all orders of the inputs equals one over t from 0 to 1 when each input
 * is known with probability t and otherwise averaged over the training rows (Owen 1972). At a given
 * t the tree is one sum from its leaves up: a split answers with the mean of its children by cover,
 * plus t times what the row's own child gives beyond that mean. The sum is a polynomial in t of a
 * degree below the number of inputs on a path, so half as many points of Gauss and Legendre
 * integrate it exactly.
 *
 * <p>For an input that was split on above, t is the probability that it is known given that the
 * path came through there; where the path left the row's own, the input was surely averaged.
 */
final class QuadratureTree {

  private static final int AT_ONCE = 3;

  private final int[] left;
  private final int[] code;
  private final float[] threshold;
  private final int[][] categories;
  private final double[] leaf;
  private final double[] leftShare;
  private final double[] rightShare;
  private final int[] levelAbove;
  private final double[] reach;
  private final Quadrature quadrature;

  QuadratureTree(Tree tree) {
    int size = tree.size();
    left = new int[size];
    code = new int[size];
    threshold = new float[size];
    categories = new int[size][];
    leaf = new double[size];
    leftShare = new double[size];
    rightShare = new double[size];
    levelAbove = new int[size];
    reach = new double[size];
    TreePaths paths = new TreePaths(tree);
    for (int node = 0; node < size; node++) {
      if (tree.isLeaf(node)) {
        leaf[node] = tree.leaf(node);
        continue;
      }
      left[node] = tree.left(node);
      code[node] = tree.input(node) << 1 | (tree.missingGoesLeft(node) ? 1 : 0);
      categories[node] = tree.categories(node);
      threshold[node] = tree.isCategorical(node) ? Float.NaN : tree.threshold(node);
      leftShare[node] = paths.share(node, tree.left(node));
      rightShare[node] = paths.share(node, tree.right(node));
      levelAbove[node] = paths.levelAbove(node);
      reach[node] = paths.reach(node);
    }
    int points = (paths.mostInputs() + 1) / 2;
    quadrature = Quadrature.of((points + AT_ONCE - 1) / AT_ONCE * AT_ONCE);
  }

  /** The tree's answer when no input is known: the mean of its leaves by cover. */
  double mean() {
    double[] mean = leaf.clone();
    for (int node = mean.length - 1; node >= 0; node--) {
      if (left[node] > 0) {
        mean[node] = leftShare[node] * mean[left[node]] + rightShare[node] * mean[left[node] + 1];
      }
    }
    return mean[0];
  }

  /** Adds, times a factor, what each input contributes to the leaf of a row. */
  void add(double[] row, double factor, double[] into, Walk walk) {
    double[] points = quadrature.points;
    double[] weights = quadrature.weights;
    for (int q = 0; q < points.length; q += AT_ONCE) {
      double first = factor * weights[q];
      double second = factor * weights[q + 1];
      double third = factor * weights[q + 2];
      walk.weigh(first, second, third);
      walk(row, into, walk, points[q], points[q + 1], points[q + 2]);
    }
  }

  private void walk(double[] row, double[] into, Walk walk, double t0, double t1, double t2) {
    double[] numbers = walk.numbers;
    int[] path = walk.path;
    int level = 0;
    int node = 0;
    while (true) {
      while (left[node] > 0) {
        boolean goesLeft = goesLeft(node, row);
        boolean known = levelAbove[node] < 0 || walk.own[levelAbove[node]];
        double x0 = known ? known(t0, reach[node]) : 0;
        double x1 = known ? known(t1, reach[node]) : 0;
        double x2 = known ? known(t2, reach[node]) : 0;
        path[level] = node;
        walk.goesLeft[level] = goesLeft;
        walk.isKnown[level] = known;
        walk.own[level] = known && goesLeft;
        walk.passOn(level, leftShare[node], goesLeft, x0, x1, x2);
        level++;
        node = left[node];
      }
      double g0 = leaf[node];
      double g1 = g0;
      double g2 = g0;
      while (true) {
        if (--level < 0) {
          return;
        }
        int split = path[level];
        int at = level * Walk.STRIDE;
        boolean known = walk.isKnown[level];
        double x0 = known ? known(t0, reach[split]) : 0;
        double x1 = known ? known(t1, reach[split]) : 0;
        double x2 = known ? known(t2, reach[split]) : 0;
        boolean goesLeft = walk.goesLeft[level];
        if (node == left[split]) {
          numbers[at + 3] = g0;
          numbers[at + 4] = g1;
          numbers[at + 5] = g2;
          walk.own[level] = known && !goesLeft;
          walk.passOn(level, rightShare[split], !goesLeft, x0, x1, x2);
          level++;
          node = left[split] + 1;
          break;
        }
        double mean0 = leftShare[split] * numbers[at + 3] + rightShare[split] * g0;
        double mean1 = leftShare[split] * numbers[at + 4] + rightShare[split] * g1;
        double mean2 = leftShare[split] * numbers[at + 5] + rightShare[split] * g2;
        double more0 = (goesLeft ? numbers[at + 3] : g0) - mean0;
        double more1 = (goesLeft ? numbers[at + 4] : g1) - mean1;
        double more2 = (goesLeft ? numbers[at + 5] : g2) - mean2;
        if (known) {
          into[code[split] >> 1] +=
              numbers[at] * more0 * slope(t0, reach[split])
                  + numbers[at + 1] * more1 * slope(t1, reach[split])
                  + numbers[at + 2] * more2 * slope(t2, reach[split]);
        }
        g0 = mean0 + x0 * more0;
        g1 = mean1 + x1 * more1;
        g2 = mean2 + x2 * more2;
        node = split;
      }
    }
  }

  /** The probability that an input is known, given that the splits on it above were passed. */
  private static double known(double t, double reach) {
    return t / (reach + t * (1 - reach));
  }

  /** How much that probability would change with t, over t and its complement. */
  private static double slope(double t, double reach) {
    double passed = reach + t * (1 - reach);
    return reach / (passed * passed);
  }

  private boolean goesLeft(int node, double[] row) {
    float value = (float) row[code[node] >> 1];
    if (Float.isNaN(value)) {
      return (code[node] & 1) == 1;
    }
    return Float.isNaN(threshold[node])
        ? !(value >= 0 && Arrays.binarySearch(categories[node], (int) value) >= 0)
        : value < threshold[node];
  }
}
