package io.surety.forest;

import java.util.Arrays;

/**
 * All nodes of all trees in parallel arrays. The children of a split lie side by side, so one index
 * finds both.
 */
final class TreeArrays {

  static final int LEAF = -1;

  /** By class: where each of its trees begins. */
  private final int[][] roots;

  /** Twice the input's index, plus 1 when a missing value goes left; {@link #LEAF} for a leaf. */
  private final int[] split;

  /** The threshold of a split, NaN of a categorical one, the value of a leaf. */
  private final float[] value;

  /** The left child; the right one follows it. */
  private final int[] left;

  /** The categories that a categorical split sends right, null for every other node. */
  private final int[][] categories;

  TreeArrays(int[][] roots, int[] split, float[] value, int[] left, int[][] categories) {
    this.roots = roots;
    this.split = split;
    this.value = value;
    this.left = left;
    this.categories = categories;
  }

  /** Adds the leaves that a row reaches in the trees of a class to a base, in float32. */
  float sum(int ofClass, float base, float[] row) {
    float sum = base;
    for (int root : roots[ofClass]) {
      int node = root;
      int code = split[node];
      while (code != LEAF) {
        node = child(node, code, row[code >> 1]);
        code = split[node];
      }
      sum += value[node];
    }
    return sum;
  }

  /** As the other, each value rounded to float32. */
  float sum(int ofClass, float base, double[] row) {
    float sum = base;
    for (int root : roots[ofClass]) {
      int node = root;
      int code = split[node];
      while (code != LEAF) {
        node = child(node, code, (float) row[code >> 1]);
        code = split[node];
      }
      sum += value[node];
    }
    return sum;
  }

  private int child(int node, int code, float x) {
    boolean goesLeft =
        Float.isNaN(x)
            ? (code & 1) == 1
            : Float.isNaN(value[node]) ? !names(node, x) : x < value[node];
    return goesLeft ? left[node] : left[node] + 1;
  }

  private boolean names(int node, float category) {
    return category >= 0 && Arrays.binarySearch(categories[node], (int) category) >= 0;
  }
}
