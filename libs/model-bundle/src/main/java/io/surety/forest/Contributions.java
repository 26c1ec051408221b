package io.surety.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each input of a row contributes to the margin of a forest. */
final class Contributions {

  private final PatternTables tables;
  private final QuadratureTree[] deep;
  private final double baseValue;
  private final int depth;

  Contributions(float[] base, List<List<Tree>> treesByClass) {
    TreeTables trees = new TreeTables();
    List<QuadratureTree> withTables = new ArrayList<>();
    List<QuadratureTree> without = new ArrayList<>();
    double value = 0;
    for (int ofClass = 0; ofClass < base.length; ofClass++) {
      int sign = ofClass == base.length - 1 ? 1 : -1;
      value += sign * base[ofClass];
      for (Tree tree : treesByClass.get(ofClass)) {
        TreePaths paths = new TreePaths(tree);
        value += sign * paths.mean();
        boolean added = trees.add(tree, paths, sign);
        (added ? withTables : without).add(new QuadratureTree(tree, paths, sign));
      }
    }
    int fitting = trees.fitting();
    without.addAll(withTables.subList(fitting, withTables.size()));
    tables = trees.of(fitting);
    deep = without.toArray(QuadratureTree[]::new);
    baseValue = value;
    depth = without.stream().mapToInt(QuadratureTree::depth).max().orElse(0);
  }

  /** What is worked out beforehand takes so many bytes. */
  long tableBytes() {
    return tables.bytes();
  }

  /** Writes one number for each input, and then what the margin is on average. */
  void of(double[] row, double[] into) {
    Arrays.fill(into, 0);
    into[row.length] = baseValue;
    tables.add(row, into);
    if (deep.length > 0) {
      Walk walk = new Walk(depth);
      for (QuadratureTree tree : deep) {
        tree.add(row, into, walk);
      }
    }
  }
}
