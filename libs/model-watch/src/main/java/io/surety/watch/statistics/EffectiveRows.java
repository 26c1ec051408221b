package io.surety.watch.statistics;

import java.util.Arrays;

/**
 * How many independent rows say as much as these do. The rows of a person are alike (the same age,
 * the same car), so that a share over them scatters as if there were n² / Σm² rows, with m rows of
 * each person: Kish's effective size (1965) for what is the same in all rows of a person, and a
 * safe figure for what is only alike.
 */
public final class EffectiveRows {

  private EffectiveRows() {}

  /**
   * Of rows that tell whose they are.
   *
   * @param person one number a row; rows of one person share it
   */
  public static double of(long[] person) {
    long[] sorted = person.clone();
    Arrays.sort(sorted);
    double squares = 0;
    int first = 0;
    for (int row = 1; row <= sorted.length; row++) {
      if (row == sorted.length || sorted[row] != sorted[first]) {
        squares += (double) (row - first) * (row - first);
        first = row;
      }
    }
    return squares == 0 ? 0 : sorted.length / (squares / sorted.length);
  }

  /** Of people who have so many rows each. */
  public static double ofCounts(long[] rowsOfPerson) {
    double rows = 0;
    double squares = 0;
    for (long some : rowsOfPerson) {
      rows += some;
      squares += (double) some * some;
    }
    return squares == 0 ? 0 : rows / (squares / rows);
  }
}
