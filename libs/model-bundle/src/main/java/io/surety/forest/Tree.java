package io.surety.forest;

import java.util.Arrays;

/**
 * One tree of a model file, from which every layout is built: its nodes breadth first from the
 * root, node 0, so that the right child of a split follows its left one and nothing lies between
 * the levels. Nodes that the pruner left behind are gone. Nothing here is made for scoring.
 *
 * <p>Whoever makes one with {@link TreeReader} may rely on it being a tree: every node but the root
 * is the child of one split before it, inputs lie in the row, no threshold is NaN, every leaf, gain
 * and cover is finite, covers are not negative, and no leaf lies deeper than {@link #MOST_DEPTH}.
 */
final class Tree {

  /** The most splits on the way to a leaf. */
  static final int MOST_DEPTH = 512;

  private static final int LEAF = -1;
  private static final int[] NUMERIC = {};

  private final int[] left;
  private final int[] input;
  private final boolean[] missingGoesLeft;
  private final float[] value;
  private final int[][] categories;
  private final float[] cover;
  private final float[] gain;

  private Tree(Builder nodes) {
    this.left = Arrays.copyOf(nodes.left, nodes.size);
    this.input = Arrays.copyOf(nodes.input, nodes.size);
    this.missingGoesLeft = Arrays.copyOf(nodes.missingGoesLeft, nodes.size);
    this.value = Arrays.copyOf(nodes.value, nodes.size);
    this.categories = Arrays.copyOf(nodes.categories, nodes.size);
    this.cover = Arrays.copyOf(nodes.cover, nodes.size);
    this.gain = Arrays.copyOf(nodes.gain, nodes.size);
  }

  /** The number of nodes, splits and leaves. */
  int size() {
    return left.length;
  }

  /** The most splits on the way to a leaf; 0 for a tree that is one leaf. */
  int depth() {
    int[] depth = new int[size()];
    for (int node = 0; node < size(); node++) {
      if (!isLeaf(node)) {
        depth[left(node)] = depth[node] + 1;
        depth[right(node)] = depth[node] + 1;
      }
    }
    return depth[size() - 1];
  }

  boolean isLeaf(int node) {
    return left[node] == LEAF;
  }

  /** Where a split sends a value below its threshold; for categories, one that it does not name. */
  int left(int split) {
    return left[split];
  }

  int right(int split) {
    return left[split] + 1;
  }

  /** The value of the row that a split looks at. */
  int input(int split) {
    return input[split];
  }

  /** Whether a split sends NaN to the left. */
  boolean missingGoesLeft(int split) {
    return missingGoesLeft[split];
  }

  boolean isCategorical(int split) {
    return categories[split].length > 0;
  }

  /** Values below it go left, compared in float32; only for a split that is not categorical. */
  float threshold(int split) {
    return value[split];
  }

  /**
   * The categories that a categorical split sends to the right, ascending, each from 0 to {@link
   * #MOST_CATEGORY}. A value is cut to a whole number; one below 0 or above {@link #MOST_CATEGORY}
   * goes left, as one that is not among them does. The array is not to be changed.
   */
  int[] categories(int split) {
    return categories[split];
  }

  /** The largest category that XGBoost tells from others: values of 2^24 and above go left. */
  static final int MOST_CATEGORY = (1 << 24) - 1;

  /** Whether a split sends a value, NaN when it is missing, to the left. */
  boolean goesLeft(int split, float ofInput) {
    if (Float.isNaN(ofInput)) {
      return missingGoesLeft(split);
    }
    return isCategorical(split)
        ? !(ofInput >= 0 && Arrays.binarySearch(categories[split], (int) ofInput) >= 0)
        : ofInput < value[split];
  }

  /** What a leaf adds to the margin. */
  float leaf(int node) {
    return value[node];
  }

  /** The sum of the hessians of the training rows that reached a node. */
  float cover(int node) {
    return cover[node];
  }

  /** The loss that a split took away; 0 for a leaf. */
  float gain(int node) {
    return gain[node];
  }

  /** True when every row takes the same way in both, so that one walk finds the leaf of each. */
  boolean splitsLike(Tree other) {
    return Arrays.equals(left, other.left)
        && Arrays.equals(input, other.input)
        && Arrays.equals(missingGoesLeft, other.missingGoesLeft)
        && Arrays.deepEquals(categories, other.categories)
        && sameThresholds(other);
  }

  private boolean sameThresholds(Tree other) {
    for (int node = 0; node < size(); node++) {
      if (!isLeaf(node) && value[node] != other.value[node]) {
        return false;
      }
    }
    return true;
  }

  /** Takes the nodes of a tree breadth first; every split must be followed by both its children. */
  static final class Builder {

    private final int[] left;
    private final int[] input;
    private final boolean[] missingGoesLeft;
    private final float[] value;
    private final int[][] categories;
    private final float[] cover;
    private final float[] gain;
    private int size;
    private int announced = 1;

    /** For a tree of at most so many nodes. */
    Builder(int capacity) {
      this.left = new int[capacity];
      this.input = new int[capacity];
      this.missingGoesLeft = new boolean[capacity];
      this.value = new float[capacity];
      this.categories = new int[capacity][];
      this.cover = new float[capacity];
      this.gain = new float[capacity];
    }

    Builder leaf(float leaf, float hessians) {
      return add(LEAF, 0, false, leaf, NUMERIC, hessians, 0);
    }

    Builder split(
        int ofInput, boolean missingLeft, float threshold, float hessians, float lossTaken) {
      return add(announce(), ofInput, missingLeft, threshold, NUMERIC, hessians, lossTaken);
    }

    /** Takes the categories that go right, ascending and at least one. */
    Builder categorical(
        int ofInput, boolean missingLeft, int[] goRight, float hessians, float lossTaken) {
      if (goRight.length == 0) {
        throw new IllegalArgumentException("A categorical split needs a category.");
      }
      return add(announce(), ofInput, missingLeft, 0, goRight, hessians, lossTaken);
    }

    Tree tree() {
      if (size == 0 || size != announced) {
        throw new IllegalStateException(
            "A tree was given %d nodes, but its splits announce %d.".formatted(size, announced));
      }
      return new Tree(this);
    }

    private int announce() {
      int first = announced;
      announced += 2;
      return first;
    }

    private Builder add(
        int leftChild,
        int ofInput,
        boolean missingLeft,
        float number,
        int[] goRight,
        float hessians,
        float lossTaken) {
      left[size] = leftChild;
      input[size] = ofInput;
      missingGoesLeft[size] = missingLeft;
      value[size] = number;
      categories[size] = goRight;
      cover[size] = hessians;
      gain[size] = lossTaken;
      size++;
      return this;
    }
  }
}
