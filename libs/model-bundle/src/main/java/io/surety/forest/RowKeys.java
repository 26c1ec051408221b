package io.surety.forest;

import java.util.List;

/**
 * Turns a row into the keys that the nodes of a plot are compared with. Here alone it matters
 * whether a value is missing, and what a category is: a split that sends NaN to the left and one
 * that sends it to the right look at two slots of one input.
 */
final class RowKeys {

  private final int[] slots;
  private final int[] inputs;
  private final long[] missing;
  private final CategoricalInput[] categorical;

  /**
   * By numeric slot its number, its input and the key of NaN; and the inputs with categorical
   * splits.
   */
  RowKeys(int[] slots, int[] inputs, long[] missing, List<CategoricalInput> categorical) {
    this.slots = slots;
    this.inputs = inputs;
    this.missing = missing;
    this.categorical = categorical.toArray(CategoricalInput[]::new);
  }

  /** Fills the keys of the row that begins at an index of an array of rows. */
  void fill(float[] rows, int at, long[] keys) {
    keys[NodeBits.LEAF_SLOT] = NodeBits.RIGHT;
    for (int i = 0; i < slots.length; i++) {
      keys[slots[i]] = key(rows[at + inputs[i]], i);
    }
    for (CategoricalInput input : categorical) {
      input.fill(rows[at + input.input()], keys);
    }
  }

  /** As the other, each value rounded to float32. */
  void fill(double[] row, long[] keys) {
    keys[NodeBits.LEAF_SLOT] = NodeBits.RIGHT;
    for (int i = 0; i < slots.length; i++) {
      keys[slots[i]] = key((float) row[inputs[i]], i);
    }
    for (CategoricalInput input : categorical) {
      input.fill((float) row[input.input()], keys);
    }
  }

  private long key(float value, int numericSlot) {
    return Float.isNaN(value) ? missing[numericSlot] : NodeBits.key(value);
  }
}
