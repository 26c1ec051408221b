package io.surety.bundle;

import java.util.Arrays;
import java.util.Objects;

/**
 * How the inputs of one row moved the log odds of "not paid", before the calibrator: exact Shapley
 * values of the forest (Lundberg and others, 2020, path-dependent). The base value and all
 * contributions sum to the margin.
 */
public final class Explanation {

  /** The contributions in the order of the schema, and last the base value. */
  private final double[] parts;

  private Explanation(double[] parts) {
    this.parts = parts;
  }

  /** Takes the array as its own. */
  static Explanation ofParts(double[] contributionsThenBaseValue) {
    return new Explanation(contributionsThenBaseValue);
  }

  /** The mean margin of the loans that the forest was grown on. */
  public double baseValue() {
    return parts[parts.length - 1];
  }

  /** How many inputs contribute. */
  public int size() {
    return parts.length - 1;
  }

  /** What the input of this column adds to the log odds of "not paid"; positive is riskier. */
  public double contribution(int column) {
    return parts[Objects.checkIndex(column, size())];
  }

  /** All contributions in the order of the schema, in a fresh array. */
  public double[] contributions() {
    return Arrays.copyOf(parts, size());
  }

  /** The base value and all contributions together. */
  public double sum() {
    return Arrays.stream(parts).sum();
  }
}
