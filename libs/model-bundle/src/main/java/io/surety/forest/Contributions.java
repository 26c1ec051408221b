package io.surety.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What each input of a row contributes to the margin of a forest. */
final class Contributions {

  /** The most splits above a leaf for which patterns are worked out. */
  private static final int MOST_DEPTH = 8;

  /** The most contributions that are worked out beforehand: 32 MB. */
  private static final int MOST_NUMBERS = 8 << 20;

  private final PatternBlock[] blocks;
  private final QuadratureTree[] deep;
  private final double baseValue;
  private final int depth;

  Contributions(float[] base, List<List<Tree>> treesByClass) {
    List<PatternEnd> ends = new ArrayList<>();
    List<QuadratureTree> quadratures = new ArrayList<>();
    double value = 0;
    int most = 0;
    long numbers = 0;
    for (int ofClass = 0; ofClass < base.length; ofClass++) {
      int sign = ofClass == base.length - 1 ? 1 : -1;
      value += sign * base[ofClass];
      for (Tree tree : treesByClass.get(ofClass)) {
        TreePaths paths = new TreePaths(tree);
        value += sign * paths.mean();
        boolean fits = paths.mostInputs() <= PatternEnd.MOST_INPUTS && tree.depth() <= MOST_DEPTH;
        List<PatternEnd> ofTree = fits ? ends(tree, paths, sign) : List.of();
        numbers += ofTree.stream().mapToLong(PatternEnd::numbers).sum();
        if (fits && numbers <= MOST_NUMBERS) {
          ends.addAll(ofTree);
        } else {
          quadratures.add(new QuadratureTree(tree, paths, sign));
          most = Math.max(most, tree.depth());
        }
      }
    }
    blocks = blocks(ends);
    deep = quadratures.toArray(QuadratureTree[]::new);
    baseValue = value;
    depth = most;
  }

  private static List<PatternEnd> ends(Tree tree, TreePaths paths, double factor) {
    List<PatternEnd> ends = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      if (paths.isEnd(node)) {
        ends.add(new PatternEnd(tree, paths, node, factor));
      }
    }
    return ends;
  }

  private static PatternBlock[] blocks(List<PatternEnd> ends) {
    ends.sort(Comparator.comparing(end -> end.inputs, Arrays::compare));
    List<PatternBlock> blocks = new ArrayList<>();
    for (int from = 0; from < ends.size(); from += PatternBlock.MOST_ENDS) {
      int to = Math.min(ends.size(), from + PatternBlock.MOST_ENDS);
      blocks.add(new PatternBlock(ends.subList(from, to)));
    }
    return blocks.toArray(PatternBlock[]::new);
  }

  /** Writes one number for each input, and then what the margin is on average. */
  void of(double[] row, double[] into) {
    Arrays.fill(into, 0);
    into[row.length] = baseValue;
    if (blocks.length > 0) {
      long[] patterns = new long[PatternBlock.MOST_ENDS / Long.BYTES];
      int[] places = new int[PatternBlock.MOST_ENDS];
      for (PatternBlock block : blocks) {
        block.add(row, into, patterns, places);
      }
    }
    if (deep.length > 0) {
      Walk walk = new Walk(depth);
      for (QuadratureTree tree : deep) {
        tree.add(row, into, walk);
      }
    }
  }
}
