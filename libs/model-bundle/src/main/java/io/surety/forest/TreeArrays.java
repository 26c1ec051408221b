package io.surety.forest;

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

  /** The threshold of a split, the value of a leaf. */
  private final float[] value;

  /** The left child; the right one follows it. */
  private final int[] left;

  /** The loss that a split took away; 0 for a leaf. */
  private final float[] gain;

  TreeArrays(int[][] roots, int[] split, float[] value, int[] left, float[] gain) {
    this.roots = roots;
    this.split = split;
    this.value = value;
    this.left = left;
    this.gain = gain;
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

  /** Gives every step of a path to the input of its split (Saabas), until TreeSHAP is here. */
  void attribute(int ofClass, int sign, double[] row, double[] into) {
    for (int root : roots[ofClass]) {
      int node = root;
      into[into.length - 1] += sign * mean(root);
      for (int code = split[node]; code != LEAF; code = split[node]) {
        int next = child(node, code, (float) row[code >> 1]);
        into[code >> 1] += sign * (mean(next) - mean(node));
        node = next;
      }
    }
  }

  private double mean(int node) {
    return split[node] == LEAF ? value[node] : (mean(left[node]) + mean(left[node] + 1)) / 2;
  }

  private int child(int node, int code, float x) {
    boolean goesLeft = Float.isNaN(x) ? (code & 1) == 1 : x < value[node];
    return goesLeft ? left[node] : left[node] + 1;
  }

  int size() {
    int size = 0;
    for (int[] ofClass : roots) {
      size += ofClass.length;
    }
    return size;
  }

  double[] totalGain(int inputs) {
    double[] total = new double[inputs];
    for (int node = 0; node < split.length; node++) {
      if (split[node] != LEAF) {
        total[split[node] >> 1] += gain[node];
      }
    }
    return total;
  }
}
