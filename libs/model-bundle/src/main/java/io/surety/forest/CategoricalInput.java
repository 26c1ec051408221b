package io.surety.forest;

import java.util.Arrays;

/**
 * The keys of all categorical splits on one input: one slot for each set of categories that the
 * plot asks about. Memory grows with the sets as the file lists them, not with the largest
 * category.
 */
final class CategoricalInput {

  private static final int[] NONE = {};

  private final int input;
  private final int[] slots;
  private final int[] named;
  private final int[][] rightSlots;
  private final int[] missingRightSlots;

  /**
   * The splits on an input.
   *
   * @param slots all of them
   * @param named the categories that any of them sends to the right, ascending
   * @param rightSlots by named category: the slots that send it to the right
   * @param missingRightSlots the slots that send a missing value to the right
   */
  CategoricalInput(
      int input, int[] slots, int[] named, int[][] rightSlots, int[] missingRightSlots) {
    this.input = input;
    this.slots = slots;
    this.named = named;
    this.rightSlots = rightSlots;
    this.missingRightSlots = missingRightSlots;
  }

  int input() {
    return input;
  }

  /** Sets the key of each slot for a value, cut to a whole number, or NaN. */
  void fill(float value, long[] keys) {
    for (int slot : slots) {
      keys[slot] = NodeBits.LEFT;
    }
    for (int slot : goingRight(value)) {
      keys[slot] = NodeBits.RIGHT;
    }
  }

  private int[] goingRight(float value) {
    if (Float.isNaN(value)) {
      return missingRightSlots;
    }
    int at = value >= 0 ? Arrays.binarySearch(named, (int) value) : -1;
    return at < 0 ? NONE : rightSlots[at];
  }
}
