package io.surety.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays trees out in one plot for as long as they fit. */
final class PlotBuilder {

  private static final int FIRST_CAPACITY = 1 << 10;

  /** A leaf that changes no sum: x + -0 is x, for every x. */
  private static final float NOTHING = -0.0f;

  private final Slots slots = new Slots();
  private final List<Integer> roots = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private long[] nodes = new long[FIRST_CAPACITY];
  private float[] twins = new float[FIRST_CAPACITY];
  private int size;

  PlotBuilder() {
    put(NodeBits.leaf(NOTHING, 0), NOTHING);
  }

  boolean isEmpty() {
    return roots.isEmpty();
  }

  /**
   * Adds a tree, unless the plot would grow too large.
   *
   * @param tree of class 1 where there are two classes; null where only class 0 has this one
   * @param twin of class 0; splits like the other
   */
  boolean add(@Nullable Tree tree, @Nullable Tree twin) {
    Tree shape = tree == null ? requireTree(twin) : tree;
    boolean fits = shape.size() <= NodeBits.MOST_NODES - size && slots.reserve(shape);
    if (!fits) {
      return false;
    }
    int root = size;
    roots.add(root);
    depths.add(shape.depth());
    for (int at = 0; at < shape.size(); at++) {
      int node = mirrored(at);
      if (shape.isLeaf(node)) {
        put(
            NodeBits.leaf(tree == null ? NOTHING : tree.leaf(node), root + at),
            twin == null ? NOTHING : twin.leaf(node));
      } else {
        // The right child comes first: it is the node that mirrored(left) finds.
        int firstChild = root + mirrored(shape.right(node));
        float threshold = shape.isCategorical(node) ? 0 : shape.threshold(node);
        put(NodeBits.split(threshold, slots.of(shape, node), firstChild), NOTHING);
      }
    }
    return true;
  }

  /** The plot; with the leaves of class 0 where there are two classes. */
  Plot plot(int classes) {
    int length = NodeBits.powerOfTwo(size);
    return new Plot(
        slots.rowKeys(),
        slots.size(),
        roots.stream().mapToInt(Integer::intValue).toArray(),
        depths.stream().mapToInt(Integer::intValue).toArray(),
        Arrays.copyOf(nodes, length),
        classes == 1 ? null : Arrays.copyOf(twins, length));
  }

  /** Where a node goes, or which node goes there: siblings, 1 and 2, 3 and 4, change places. */
  private static int mirrored(int node) {
    return node == 0 ? 0 : (node - 1 ^ 1) + 1;
  }

  private static Tree requireTree(@Nullable Tree twin) {
    if (twin == null) {
      throw new IllegalArgumentException("A walk needs a tree of one class at least.");
    }
    return twin;
  }

  private void put(long node, float twin) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
      twins = Arrays.copyOf(twins, 2 * size);
    }
    nodes[size] = node;
    twins[size] = twin;
    size++;
  }
}
