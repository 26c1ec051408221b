package io.surety.forest;

/**
 * How a node fits a {@code long}, and what it is compared with.
 *
 * <p>From the top: 32 bits (signed) of the threshold as an int that orders like the float, then 12
 * bits of the slot whose key it is compared with, then 19 bits of where its two children begin, the
 * right one first. A key holds the value of a row in the same upper bits and ones below, so that
 * {@code (key - node) >>> 63} is 1 exactly when the value is below the threshold: no branch, and no
 * overflow, because both stay within 63 bits.
 *
 * <p>A leaf holds its value where a threshold would be. It is compared with slot 0, whose key is
 * above every node, and begins its children at itself: a walk that has arrived stays.
 */
final class NodeBits {

  /** The slot that leaves are compared with. */
  static final int LEAF_SLOT = 0;

  /** With the one for leaves: a tree of depth 12 has a slot for each split, if need be. */
  static final int MOST_SLOTS = 1 << 12;

  static final int MOST_NODES = 1 << 19;

  /** The key that sends every split to the right. */
  static final long RIGHT = (1L << 62) - 1;

  /** The key that sends every split to the left. */
  static final long LEFT = -(1L << 62);

  static final int SLOT_SHIFT = 19;

  private static final int UPPER_SHIFT = 31;
  private static final long LOWER_ONES = (1L << UPPER_SHIFT) - 1;

  private NodeBits() {}

  /** The node of a split on a number: below the threshold to the child after the first. */
  static long split(float threshold, int slot, int firstChild) {
    return (long) ordered(threshold) << UPPER_SHIFT | (long) slot << SLOT_SHIFT | firstChild;
  }

  static long leaf(float value, int self) {
    return (long) Float.floatToRawIntBits(value) << UPPER_SHIFT | self;
  }

  static float leafValue(long node) {
    return Float.intBitsToFloat((int) (node >> UPPER_SHIFT));
  }

  /** The key of a value that is not NaN. */
  static long key(float value) {
    return (long) ordered(value) << UPPER_SHIFT | LOWER_ONES;
  }

  /** An int that compares as the float does; adding 0 makes one zero of two. */
  private static int ordered(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ (bits >> 31 >>> 1);
  }

  /** The least power of two that is not below a number. */
  static int powerOfTwo(int number) {
    return number <= 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
  }
}
