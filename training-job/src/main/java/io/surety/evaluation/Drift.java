package io.surety.evaluation;

import java.util.List;

/**
 * Population stability index from training to test: the sum over bins of (test - training) *
 * ln(test / training), bins being tenths of training, a missing value its own bin, and every bin
 * counting half a loan more than it has, so that an empty one stays finite. Below 0.1 is usually
 * called stable, above 0.25 shifted.
 */
public record Drift(double psi, List<Bin> bins) {

  public Drift {
    bins = List.copyOf(bins);
  }

  /**
   * One bin.
   *
   * @param range its values in words, such as {@code 0.012 to 0.034} or {@code missing}
   * @param training share of the training loans in it
   * @param test share of the test loans in it
   */
  public record Bin(String range, double training, double test) {}
}
