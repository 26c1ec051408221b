package io.surety.forest;

import java.util.Arrays;

/**
 * A boosted forest of a native XGBoost model, for one probability: {@code binary:logistic}, or
 * {@code multi:softprob} with two classes.
 *
 * <p>It compares and sums in float32 in the order of the trees, as native XGBoost does, so that
 * both agree to the last few bits. Scoring allocates nothing, and any number of threads may share a
 * forest.
 */
public final class Forest {

  private final String objective;
  private final int inputs;
  private final float[] base;
  private final TreeArrays trees;

  Forest(String objective, int inputs, float[] base, TreeArrays trees) {
    this.objective = objective;
    this.inputs = inputs;
    this.base = base;
    this.trees = trees;
  }

  /**
   * Reads a model as {@code booster.toByteArray("ubj")} of XGBoost4J 3.0.4 writes it.
   *
   * @throws UnreadableForest when the bytes are no such model, or one that needs categorical
   *     splits, another booster or another objective
   */
  public static Forest read(byte[] ubjson) {
    return ForestReader.read(ubjson);
  }

  /**
   * The raw score of class 1: for {@code binary:logistic} its margin, for two classes margin 1 less
   * margin 0. The logistic function of it is the probability of class 1.
   *
   * @param row one value for each input, NaN where it is missing
   */
  public float margin(float[] row) {
    requireWidth(row.length);
    float positive = trees.sum(base.length - 1, base[base.length - 1], row);
    return base.length == 1 ? positive : positive - trees.sum(0, base[0], row);
  }

  /** As {@link #margin(float[])}, each value rounded to float32 first. */
  public float margin(double[] row) {
    requireWidth(row.length);
    float positive = trees.sum(base.length - 1, base[base.length - 1], row);
    return base.length == 1 ? positive : positive - trees.sum(0, base[0], row);
  }

  /**
   * What each input adds to the margin of a row, and last the base value; together the margin.
   *
   * @param into as many entries as inputs and one more
   */
  public void contributions(double[] row, double[] into) {
    requireWidth(row.length);
    Arrays.fill(into, 0);
    int last = base.length - 1;
    into[inputs] = base[last];
    trees.attribute(last, 1, row, into);
    if (base.length == 2) {
      into[inputs] -= base[0];
      trees.attribute(0, -1, row, into);
    }
  }

  /** The objective that the forest was trained for, by its XGBoost name. */
  public String objective() {
    return objective;
  }

  /** The number of values of a row. */
  public int inputs() {
    return inputs;
  }

  /** The number of trees, of both classes together. */
  public int trees() {
    return trees.size();
  }

  /**
   * The loss that the splits on each input took away, summed over all trees: XGBoost's importance
   * {@code total_gain}, in the order of the row.
   */
  public double[] totalGain() {
    return trees.totalGain(inputs);
  }

  private void requireWidth(int length) {
    if (length != inputs) {
      throw new IllegalArgumentException(
          "The forest scores rows of %d values, but was given %d.".formatted(inputs, length));
    }
  }
}
