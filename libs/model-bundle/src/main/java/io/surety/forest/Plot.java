package io.surety.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of trees laid out for walking: every node a {@code long} (see {@link NodeBits}), siblings
 * side by side.
 *
 * <p>One walk waits for memory at every level, so eight go at once: eight trees for one row, or
 * eight rows through one tree. None of them branches; each takes as many steps as the deepest tree
 * of its group has levels. What other layouts cost is told in docs/adr/0009.
 *
 * <p>The length of every array that a node points into is a power of two. Indices are cut to it,
 * which drops the other bits of the node and spares the check of the bounds.
 */
final class Plot {

  /** How many walks go at once. */
  static final int LANES = 8;

  private final RowKeys rowKeys;
  private final int slots;
  private final int trees;

  /** By tree; filled up to a multiple of {@link #LANES} with leaves of -0, which change no sum. */
  private final int[] roots;

  private final int[] depths;

  /** By group of {@link #LANES} trees. */
  private final int[] groupDepths;

  private final long[] nodes;

  /** By node: the leaf of class 0, where there are two classes. */
  private final float @Nullable [] twins;

  Plot(
      RowKeys rowKeys,
      int slots,
      int[] roots,
      int[] depths,
      long[] nodes,
      float @Nullable [] twins) {
    this.rowKeys = rowKeys;
    this.slots = slots;
    this.trees = roots.length;
    int groups = (trees + LANES - 1) / LANES;
    this.roots = Arrays.copyOf(roots, groups * LANES);
    this.depths = depths;
    this.groupDepths = new int[groups];
    for (int tree = 0; tree < trees; tree++) {
      int group = tree / LANES;
      groupDepths[group] = Math.max(groupDepths[group], depths[tree]);
    }
    this.nodes = nodes;
    this.twins = twins;
  }

  RowKeys rowKeys() {
    return rowKeys;
  }

  /** How many keys a row has here. */
  int slots() {
    return slots;
  }

  /** Adds the leaves of a row to its sums, tree by tree. */
  void walkTrees(RowWalk walk) {
    long[] nodes = this.nodes;
    long[] keys = walk.keys;
    float @Nullable [] twins = this.twins;
    float sum = walk.sum;
    float twinSum = walk.twinSum;
    for (int group = 0, at = 0; group < groupDepths.length; group++, at += LANES) {
      int a = roots[at];
      int b = roots[at + 1];
      int c = roots[at + 2];
      int d = roots[at + 3];
      int e = roots[at + 4];
      int f = roots[at + 5];
      int g = roots[at + 6];
      int h = roots[at + 7];
      for (int level = groupDepths[group]; level > 0; level--) {
        a = child(nodes, keys, a);
        b = child(nodes, keys, b);
        c = child(nodes, keys, c);
        d = child(nodes, keys, d);
        e = child(nodes, keys, e);
        f = child(nodes, keys, f);
        g = child(nodes, keys, g);
        h = child(nodes, keys, h);
      }
      sum += leaf(nodes, a);
      sum += leaf(nodes, b);
      sum += leaf(nodes, c);
      sum += leaf(nodes, d);
      sum += leaf(nodes, e);
      sum += leaf(nodes, f);
      sum += leaf(nodes, g);
      sum += leaf(nodes, h);
      if (twins != null) {
        twinSum += twin(twins, a);
        twinSum += twin(twins, b);
        twinSum += twin(twins, c);
        twinSum += twin(twins, d);
        twinSum += twin(twins, e);
        twinSum += twin(twins, f);
        twinSum += twin(twins, g);
        twinSum += twin(twins, h);
      }
    }
    walk.sum = sum;
    walk.twinSum = twinSum;
  }

  /** Adds the leaves of {@link #LANES} rows to their sums, tree by tree. */
  void walkRows(RowWalk[] walks) {
    for (int tree = 0; tree < trees; tree++) {
      walkRows(walks, roots[tree], depths[tree]);
    }
  }

  private void walkRows(RowWalk[] walks, int root, int depth) {
    long[] nodes = this.nodes;
    long[] keysA = walks[0].keys;
    long[] keysB = walks[1].keys;
    long[] keysC = walks[2].keys;
    long[] keysD = walks[3].keys;
    long[] keysE = walks[4].keys;
    long[] keysF = walks[5].keys;
    long[] keysG = walks[6].keys;
    long[] keysH = walks[7].keys;
    int a = root;
    int b = root;
    int c = root;
    int d = root;
    int e = root;
    int f = root;
    int g = root;
    int h = root;
    for (int level = depth; level > 0; level--) {
      a = child(nodes, keysA, a);
      b = child(nodes, keysB, b);
      c = child(nodes, keysC, c);
      d = child(nodes, keysD, d);
      e = child(nodes, keysE, e);
      f = child(nodes, keysF, f);
      g = child(nodes, keysG, g);
      h = child(nodes, keysH, h);
    }
    add(walks[0], a);
    add(walks[1], b);
    add(walks[2], c);
    add(walks[3], d);
    add(walks[4], e);
    add(walks[5], f);
    add(walks[6], g);
    add(walks[7], h);
  }

  private void add(RowWalk walk, int at) {
    walk.sum += leaf(nodes, at);
    if (twins != null) {
      walk.twinSum += twin(twins, at);
    }
  }

  /** The index of a child in its lower bits; what stands above them is cut off when it is used. */
  private static int child(long[] nodes, long[] keys, int at) {
    long node = nodes[at & (nodes.length - 1)];
    long key = keys[(int) (node >>> NodeBits.SLOT_SHIFT) & (keys.length - 1)];
    return (int) node + (int) ((key - node) >>> 63);
  }

  private static float leaf(long[] nodes, int at) {
    return NodeBits.leafValue(nodes[at & (nodes.length - 1)]);
  }

  private static float twin(float[] twins, int at) {
    return twins[at & (twins.length - 1)];
  }
}
