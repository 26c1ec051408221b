package io.surety.training;

/** Finds the row of a loan: a hash table in two arrays, an eighth of the memory of a map. */
final class LoanIndex {

  private static final int EMPTY = 0;

  private final long[] loans;
  private final int[] slots;
  private final int mask;

  LoanIndex(long[] loans) {
    this.loans = loans;
    int capacity = Integer.highestOneBit(Math.max(8, loans.length)) * 4;
    this.slots = new int[capacity];
    this.mask = capacity - 1;
    for (int row = 0; row < loans.length; row++) {
      int slot = slotOf(loans[row]);
      while (slots[slot] != EMPTY) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = row + 1;
    }
  }

  /** The row of a loan, or -1. */
  int find(long loan) {
    for (int slot = slotOf(loan); slots[slot] != EMPTY; slot = (slot + 1) & mask) {
      int row = slots[slot] - 1;
      if (loans[row] == loan) {
        return row;
      }
    }
    return -1;
  }

  private int slotOf(long loan) {
    return (int) ((loan * 0x9E3779B97F4A7C15L) >>> 32) & mask;
  }
}
