package io.surety.prediction.batches;

import java.util.Arrays;

/** Where rows of any length end among the cells that hold them. */
public final class RowEnds {

  private int[] ends = new int[16];
  private int count;

  /** Ends the present row before this cell. */
  public void add(int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = end;
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  /** The first cell of a row. */
  public int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** How many cells a row has. */
  public int length(int row) {
    return ends[row] - start(row);
  }
}
