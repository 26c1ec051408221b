package io.surety.forest;

/** What walking one row through a forest needs besides the forest: one for each thread and row. */
final class RowWalk {

  /** What the nodes of a plot are compared with; {@link RowKeys} fills it, by slot. */
  final long[] keys;

  /** The leaves so far, of class 1 where there are two classes. */
  float sum;

  /** The leaves of class 0 so far. */
  float twinSum;

  /** For plots of at most so many slots. */
  RowWalk(int slots) {
    this.keys = new long[NodeBits.powerOfTwo(slots)];
  }
}
