package io.surety.forest;

import java.util.Set;

/** The values of its input at which a split changes its mind. */
final class SplitEdges {

  private SplitEdges() {}

  /** Adds them: the threshold, or where each run of neighbouring categories begins and ends. */
  static void add(Tree tree, int split, Set<Float> edges) {
    if (!tree.isCategorical(split)) {
      edges.add(tree.threshold(split) + 0.0f);
      return;
    }
    int[] categories = tree.categories(split);
    for (int i = 0; i < categories.length; i++) {
      if (begins(categories, i)) {
        edges.add((float) categories[i]);
      }
      if (ends(categories, i)) {
        edges.add((float) (categories[i] + 1));
      }
    }
  }

  /** How many edges the splits of a tree have, those of two splits counted twice. */
  static long count(Tree tree) {
    long count = 0;
    for (int node = 0; node < tree.size(); node++) {
      if (!tree.isLeaf(node)) {
        count += tree.isCategorical(node) ? ofRuns(tree.categories(node)) : 1;
      }
    }
    return count;
  }

  private static int ofRuns(int[] categories) {
    int count = 0;
    for (int i = 0; i < categories.length; i++) {
      count += (begins(categories, i) ? 1 : 0) + (ends(categories, i) ? 1 : 0);
    }
    return count;
  }

  private static boolean begins(int[] categories, int at) {
    return at == 0 || categories[at - 1] < categories[at] - 1;
  }

  private static boolean ends(int[] categories, int at) {
    return at + 1 == categories.length || categories[at + 1] > categories[at] + 1;
  }
}
