package io.surety.forest;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A boosted forest of a native XGBoost model that gives one margin for a row.
 *
 * <p>It compares and sums in float32 in the order of the trees, as native XGBoost does, so that
 * both agree to the last few bits. Scoring takes no lock, and any number of threads may share a
 * forest. It allocates nothing for a row: a platform thread keeps what it compares the nodes with,
 * 8 bytes for each thing that the splits look at and 32 KB at most. A virtual thread, which mostly
 * scores one row, makes that anew for each row given by itself. A batch makes it once for itself.
 *
 * <p>All trees of the file are summed, as XGBoost's {@code Booster.predict} does. Its scikit-learn
 * classes stop at {@code best_iteration} when training stopped early: {@link #roundsToKeep} tells.
 *
 * <p>A split by categories sends the codes that it names to the right and every other value to the
 * left: codes never seen, negative, or of 2^24 and above. A fraction is cut off first, and NaN goes
 * where missing values go. So does XGBoost since 1.7, also with models of 1.6.
 */
public final class Forest {

  private final Objective objective;
  private final int inputs;
  private final List<String> inputNames;
  private final String writtenBy;
  private final float[] base;
  private final List<List<Tree>> treesByClass;
  private final OptionalInt roundsToKeep;
  private final Plots plots;

  /** Worked out at the first call; made twice, both are the same. */
  private volatile @Nullable Contributions contributions;

  private Forest(
      Objective objective,
      int inputs,
      List<String> inputNames,
      String writtenBy,
      float[] base,
      List<List<Tree>> treesByClass,
      OptionalInt roundsToKeep) {
    this.objective = objective;
    this.inputs = inputs;
    this.inputNames = List.copyOf(inputNames);
    this.writtenBy = writtenBy;
    this.base = base.clone();
    this.treesByClass = treesByClass.stream().map(List::copyOf).toList();
    this.roundsToKeep = roundsToKeep;
    this.plots = Plots.of(this.base, inputs, this.treesByClass);
  }

  /** A forest whose training did not stop early. */
  static Forest of(
      Objective objective,
      int inputs,
      List<String> inputNames,
      String writtenBy,
      float[] base,
      List<List<Tree>> treesByClass) {
    return of(objective, inputs, inputNames, writtenBy, base, treesByClass, OptionalInt.empty());
  }

  /**
   * The one way to a forest: lays out its trees for scoring.
   *
   * @param inputNames one for each input, or none
   * @param base by class: the margin that its sum begins with
   * @param treesByClass by class: its trees, in the order in which they are summed
   */
  static Forest of(
      Objective objective,
      int inputs,
      List<String> inputNames,
      String writtenBy,
      float[] base,
      List<List<Tree>> treesByClass,
      OptionalInt roundsToKeep) {
    if (base.length != objective.classes() || treesByClass.size() != base.length) {
      throw new IllegalArgumentException(
          "A forest for %s needs %d base margins and lists of trees, but was given %d and %d."
              .formatted(
                  objective.xgboostName(), objective.classes(), base.length, treesByClass.size()));
    }
    return new Forest(objective, inputs, inputNames, writtenBy, base, treesByClass, roundsToKeep);
  }

  /**
   * Reads a native XGBoost model, JSON or UBJSON, as {@code save_model} of XGBoost 1.6 to 3 writes
   * it.
   *
   * @throws UnreadableForest when the bytes are no such model, or one that cannot be scored here
   */
  public static Forest read(byte[] model) {
    return ForestReader.read(model);
  }

  /**
   * The raw score that {@link Objective#response} turns into a probability or an expected value;
   * for two classes margin 1 less margin 0.
   *
   * @param row one value for each input, NaN where it is missing
   */
  public float margin(float[] row) {
    requireWidth(row.length);
    return plots.margin(row, 0);
  }

  /** As {@link #margin(float[])}, each value rounded to float32 first. */
  public float margin(double[] row) {
    requireWidth(row.length);
    return plots.margin(row);
  }

  /**
   * The margins of many rows, each to the bit what {@link #margin(float[])} gives it.
   *
   * @param rows row after row, {@code count * inputs()} values at least
   * @param into takes the margins, {@code count} at least
   */
  public void margins(float[] rows, int count, float[] into) {
    if (count < 0 || (long) count * inputs > rows.length || count > into.length) {
      throw new IllegalArgumentException(
          ("The margins of %d rows of %d values were asked for, but the rows have %d values, and"
                  + " there is room for %d margins.")
              .formatted(count, inputs, rows.length, into.length));
    }
    plots.margins(rows, count, into);
  }

  /**
   * What each input contributes to the margin of a row: the exact path-dependent Shapley values
   * that XGBoost's {@code predictContrib} gives, as differences of margins. The contributions and
   * the base value sum to the margin, up to float32's rounding. The first call works out tables of
   * at most 4 MB for the others and takes a good deal longer. A row allocates about 2.6 KB of
   * scratch for the tables, and 80 bytes for each level of the deepest tree that has none.
   *
   * @param row one value for each input, NaN where it is missing
   * @param into takes one contribution for each input, and after them the base value: the mean
   *     margin of the training rows, weighted by their hessians
   */
  public void contributions(double[] row, double[] into) {
    requireWidth(row.length);
    if (into.length != inputs + 1) {
      throw new IllegalArgumentException(
          "The forest writes %d contributions and a base value, but was given room for %d."
              .formatted(inputs, into.length));
    }
    Contributions ready = contributions;
    if (ready == null) {
      ready = new Contributions(base, treesByClass);
      contributions = ready;
    }
    ready.of(row, into);
  }

  /** What the forest was trained for. */
  public Objective objective() {
    return objective;
  }

  /** The number of values of a row. */
  public int inputs() {
    return inputs;
  }

  /**
   * The names that the file gives the values of a row, in their order; empty when it names none.
   */
  public List<String> inputNames() {
    return inputNames;
  }

  /**
   * True when a split on this input asks for categories, so that the row holds a code there: 0, 1,
   * 2 and so on. What a code stands for is not read, even where the file tells.
   */
  public boolean asksForCategories(int input) {
    return treesByClass.stream()
        .flatMap(List::stream)
        .anyMatch(tree ->
            IntStream.range(0, tree.size())
                .anyMatch(node ->
                    !tree.isLeaf(node) && tree.input(node) == input && tree.isCategorical(node)));
  }

  /** The version of XGBoost that wrote the file, such as 3.0.4. */
  public String writtenBy() {
    return writtenBy;
  }

  /** The number of trees, of both classes together. */
  public int trees() {
    return treesByClass.stream().mapToInt(List::size).sum();
  }

  /**
   * How many of the file's rounds, from the first, XGBoost's scikit-learn classes score, because
   * training stopped early; empty when they score all trees, as a forest always does.
   */
  public OptionalInt roundsToKeep() {
    return roundsToKeep;
  }

  /**
   * The loss that the splits on each input took away, summed over all trees: XGBoost's importance
   * {@code total_gain}, in the order of the row.
   */
  public double[] totalGain() {
    double[] total = new double[inputs];
    for (List<Tree> ofClass : treesByClass) {
      for (Tree tree : ofClass) {
        for (int node = 0; node < tree.size(); node++) {
          if (!tree.isLeaf(node)) {
            total[tree.input(node)] += tree.gain(node);
          }
        }
      }
    }
    return total;
  }

  private void requireWidth(int length) {
    if (length != inputs) {
      throw new IllegalArgumentException(
          "The forest scores rows of %d values, but was given %d.".formatted(inputs, length));
    }
  }
}
