package io.surety.forest;

import java.util.Arrays;
import java.util.List;

/** Lays trees out one after the other, with siblings side by side. */
final class TreeLayout {

  private static final int FIRST_CAPACITY = 1024;

  private int[] split = new int[FIRST_CAPACITY];
  private float[] value = new float[FIRST_CAPACITY];
  private int[] left = new int[FIRST_CAPACITY];
  private int[][] categories = new int[FIRST_CAPACITY][];
  private int size;

  private TreeLayout() {}

  /** All trees of all classes. */
  static TreeArrays of(List<List<Tree>> byClass) {
    TreeLayout layout = new TreeLayout();
    int[][] roots =
        byClass.stream()
            .map(trees -> trees.stream().mapToInt(layout::add).toArray())
            .toArray(int[][]::new);
    return new TreeArrays(
        roots,
        Arrays.copyOf(layout.split, layout.size),
        Arrays.copyOf(layout.value, layout.size),
        Arrays.copyOf(layout.left, layout.size),
        Arrays.copyOf(layout.categories, layout.size));
  }

  /** Adds a tree and tells where it begins. */
  private int add(Tree tree) {
    reserve(tree.size());
    int root = size;
    for (int node = 0; node < tree.size(); node++, size++) {
      if (tree.isLeaf(node)) {
        split[size] = TreeArrays.LEAF;
        value[size] = tree.leaf(node);
        continue;
      }
      split[size] = tree.input(node) << 1 | (tree.missingGoesLeft(node) ? 1 : 0);
      left[size] = root + tree.left(node);
      if (tree.isCategorical(node)) {
        value[size] = Float.NaN;
        categories[size] = tree.categories(node);
      } else {
        value[size] = tree.threshold(node);
      }
    }
    return root;
  }

  private void reserve(int more) {
    if (size + more > split.length) {
      int capacity = Math.max(size + more, size + (size >> 1));
      split = Arrays.copyOf(split, capacity);
      value = Arrays.copyOf(value, capacity);
      left = Arrays.copyOf(left, capacity);
      categories = Arrays.copyOf(categories, capacity);
    }
  }
}
