package io.surety.forest;

import java.util.Arrays;
import java.util.List;

/** What each input of a row contributes to the margin of a forest. */
final class Contributions {

  private final QuadratureTree[][] trees;
  private final double baseValue;
  private final int depth;

  Contributions(float[] base, List<List<Tree>> treesByClass) {
    trees =
        treesByClass.stream()
            .map(
                ofClass -> ofClass.stream().map(QuadratureTree::new).toArray(QuadratureTree[]::new))
            .toArray(QuadratureTree[][]::new);
    depth = treesByClass.stream().flatMap(List::stream).mapToInt(Tree::depth).max().orElse(0);
    double value = 0;
    for (int ofClass = 0; ofClass < trees.length; ofClass++) {
      double ofTrees = Arrays.stream(trees[ofClass]).mapToDouble(QuadratureTree::mean).sum();
      value += sign(ofClass) * (base[ofClass] + ofTrees);
    }
    baseValue = value;
  }

  /** Writes one number for each input, and then what the margin is on average. */
  void of(double[] row, double[] into) {
    Walk walk = new Walk(depth);
    Arrays.fill(into, 0);
    into[row.length] = baseValue;
    for (int ofClass = 0; ofClass < trees.length; ofClass++) {
      for (QuadratureTree tree : trees[ofClass]) {
        tree.add(row, sign(ofClass), into, walk);
      }
    }
  }

  /** The last class counts for the margin, another one against it. */
  private int sign(int ofClass) {
    return ofClass == trees.length - 1 ? 1 : -1;
  }
}
