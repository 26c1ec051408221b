package io.surety.forest;

import java.util.Arrays;

/**
 * The categories of a tree's categorical splits, which the file keeps in one list: node {@code
 * categories_nodes[i]} has {@code categories_sizes[i]} of them from {@code categories_segments[i]}
 * on.
 */
final class TreeCategories {

  private final ModelObject tree;
  private final int[] nodes;
  private final int[] begins;
  private final int[] sizes;
  private final int[] categories;
  private long taken;

  private TreeCategories(ModelObject tree, int treeNodes) {
    this.tree = tree;
    this.nodes = tree.ints("categories_nodes");
    this.begins = tree.ints("categories_segments", nodes.length);
    this.sizes = tree.ints("categories_sizes", nodes.length);
    this.categories = tree.ints("categories");
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] < 0 || nodes[i] >= treeNodes || (i > 0 && nodes[i] <= nodes[i - 1])) {
        throw new UnreadableForest(
            "The forest's %s must name nodes in ascending order, but names %d."
                .formatted(tree.pathOf("categories_nodes"), nodes[i]));
      }
    }
  }

  static TreeCategories of(ModelObject tree, int treeNodes) {
    return new TreeCategories(tree, treeNodes);
  }

  /**
   * The categories that go right, ascending; a node without any is refused. To be asked once a
   * node: together the nodes are given no more categories than the file lists.
   */
  int[] of(int node) {
    int at = Arrays.binarySearch(nodes, node);
    if (at < 0) {
      throw new UnreadableForest(
          "The forest's %s does not name the categorical split %d."
              .formatted(tree.pathOf("categories_nodes"), node));
    }
    long end = (long) begins[at] + sizes[at];
    taken += sizes[at];
    if (begins[at] < 0 || sizes[at] < 1 || Math.max(end, taken) > categories.length) {
      throw new UnreadableForest(
          "The forest's %s names categories %d to %d of %d."
              .formatted(tree.pathOf("categories_sizes"), begins[at], end, categories.length));
    }
    int[] ofNode = Arrays.copyOfRange(categories, begins[at], (int) end);
    Arrays.sort(ofNode);
    for (int category : ofNode) {
      if (category < 0 || category > Tree.MOST_CATEGORY) {
        throw new UnreadableForest(
            "The forest's %s must lie from 0 to %d, but one is %d."
                .formatted(tree.pathOf("categories"), Tree.MOST_CATEGORY, category));
      }
    }
    return ofNode;
  }
}
