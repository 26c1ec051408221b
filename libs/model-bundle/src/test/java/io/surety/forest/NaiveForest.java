package io.surety.forest;

import java.util.Arrays;
import java.util.List;

/** The margin by the book: one tree after the other, one split after the other, one row. */
final class NaiveForest {

  private final float[] base;
  private final List<List<Tree>> treesByClass;

  NaiveForest(float[] base, List<List<Tree>> treesByClass) {
    this.base = base;
    this.treesByClass = treesByClass;
  }

  float margin(float[] row) {
    float positive = sum(base.length - 1, row);
    return base.length == 1 ? positive : positive - sum(0, row);
  }

  private float sum(int ofClass, float[] row) {
    float sum = base[ofClass];
    for (Tree tree : treesByClass.get(ofClass)) {
      int node = 0;
      while (!tree.isLeaf(node)) {
        node = goesLeft(tree, node, row[tree.input(node)]) ? tree.left(node) : tree.right(node);
      }
      sum += tree.leaf(node);
    }
    return sum;
  }

  private static boolean goesLeft(Tree tree, int split, float value) {
    if (Float.isNaN(value)) {
      return tree.missingGoesLeft(split);
    }
    if (!tree.isCategorical(split)) {
      return value < tree.threshold(split);
    }
    if (value < 0 || value > Tree.MOST_CATEGORY) {
      return true;
    }
    int category = (int) Math.floor(value);
    return Arrays.stream(tree.categories(split)).noneMatch(named -> named == category);
  }
}
