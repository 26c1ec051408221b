package io.surety.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Lays trees out breadth first, one after the other, with siblings side by side. */
final class TreeLayout {

  private static final int FIRST_CAPACITY = 1024;

  private final List<List<Integer>> roots = new ArrayList<>();
  private int[] split = new int[FIRST_CAPACITY];
  private float[] value = new float[FIRST_CAPACITY];
  private int[] left = new int[FIRST_CAPACITY];
  private float[] gain = new float[FIRST_CAPACITY];
  private int size;

  TreeLayout(int classes) {
    for (int i = 0; i < classes; i++) {
      roots.add(new ArrayList<>());
    }
  }

  /** Adds a tree; one whose nodes form no tree is refused. */
  void add(int ofClass, TreeNodes nodes) {
    roots.get(ofClass).add(size);
    reserve(nodes.count());
    int first = size;
    int[] queue = new int[nodes.count()];
    int queued = 1;
    BitSet reached = new BitSet();
    reached.set(0);
    for (int at = 0; at < queued; at++) {
      int node = queue[at];
      if (nodes.isLeaf(node)) {
        put(TreeArrays.LEAF, nodes.leaf(node), 0, 0);
        continue;
      }
      int code = nodes.input(node) << 1 | (nodes.missingGoesLeft(node) ? 1 : 0);
      put(code, nodes.threshold(node), first + queued, nodes.gain(node));
      for (int child : new int[] {nodes.left(node), nodes.right(node)}) {
        if (reached.get(child)) {
          throw nodes.notATree();
        }
        reached.set(child);
        queue[queued++] = child;
      }
    }
  }

  TreeArrays toArrays() {
    int[][] rootsByClass =
        roots.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    return new TreeArrays(
        rootsByClass,
        Arrays.copyOf(split, size),
        Arrays.copyOf(value, size),
        Arrays.copyOf(left, size),
        Arrays.copyOf(gain, size));
  }

  private void put(int code, float number, int leftChild, float lossTaken) {
    split[size] = code;
    value[size] = number;
    left[size] = leftChild;
    gain[size] = lossTaken;
    size++;
  }

  private void reserve(int more) {
    if (size + more > split.length) {
      int capacity = Math.max(size + more, size + (size >> 1));
      split = Arrays.copyOf(split, capacity);
      value = Arrays.copyOf(value, capacity);
      left = Arrays.copyOf(left, capacity);
      gain = Arrays.copyOf(gain, capacity);
    }
  }
}
