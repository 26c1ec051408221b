package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contributions against their definition, on trees made by hand or by chance. */
class ContributionsTest {

  private static final long SEED = 11;

  @Test
  void areShapleysValuesOfTheConditionalMeans() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 300; trial++) {
      int inputs = 1 + random.nextInt(9);
      int depth = 1 + random.nextInt(10);
      List<Tree> trees = List.of(tree(random, inputs, depth), tree(random, inputs, depth));
      double[] row = row(random, inputs);
      double[] expected = byDefinition(trees, row);
      double[] contributions = contributions(forest(inputs, trees), row);
      for (int i = 0; i <= inputs; i++) {
        assertThat(contributions[i])
            .as("seed %d, trial %d, input %d of %s", SEED, trial, i, Arrays.toString(row))
            .isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  @Test
  void sumToTheMarginOnAChainAsDeepAsATreeMayBe() {
    int inputs = 40;
    Tree.Builder chain = new Tree.Builder(2 * Tree.MOST_DEPTH + 1);
    chain.split(0, false, 0, Tree.MOST_DEPTH + 1, 1);
    for (int level = 1; level <= Tree.MOST_DEPTH; level++) {
      chain.leaf(level * 0.01f, 1);
      if (level < Tree.MOST_DEPTH) {
        chain.split(level % inputs, false, level, Tree.MOST_DEPTH - level + 1, 1);
      }
    }
    Forest forest = forest(inputs, List.of(chain.leaf(-7, 1).tree()));
    double[] row = IntStream.range(0, inputs).mapToDouble(i -> 600 - i).toArray();
    assertThat(Arrays.stream(contributions(forest, row)).sum())
        .isCloseTo(forest.margin(row), within(1e-6));
  }

  @Test
  void areEvenWhereNoTrainingRowCame() {
    Tree tree =
        new Tree.Builder(5)
            .split(0, false, 0, 4, 1)
            .split(1, false, 0, 0, 1)
            .leaf(3, 4)
            .leaf(1, 0)
            .leaf(2, 0)
            .tree();
    Forest forest = forest(2, List.of(tree));
    double[] row = {-1, -1};
    assertThat(contributions(forest, row))
        .containsExactly(new double[] {-1.75, -0.25, 3}, within(1e-6));
  }

  @Test
  void allocateTheSameForTenTreesAndAThousand() {
    Random random = new Random(SEED);
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      trees.add(tree(random, 5, i % 2 == 0 ? 6 : 10));
    }
    trees.subList(0, 10).set(0, tree(random, 5, 10));
    int deepest = trees.stream().mapToInt(Tree::depth).max().orElseThrow();
    trees.addFirst(
        trees.stream().filter(tree -> tree.depth() == deepest).findFirst().orElseThrow());
    double[] row = row(random, 5);
    assertThat(bytesForARow(forest(5, trees), row))
        .isEqualTo(bytesForARow(forest(5, trees.subList(0, 10)), row));
  }

  @Test
  void refuseARowOrRoomOfAnotherWidth() {
    Forest forest = forest(3, List.of(tree(new Random(SEED), 3, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forest.contributions(new double[2], new double[4]))
        .withMessage("The forest scores rows of 3 values, but was given 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forest.contributions(new double[3], new double[3]))
        .withMessage(
            "The forest writes 3 contributions and a base value, but was given room for 3.");
  }

  private static long bytesForARow(Forest forest, double[] row) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] into = new double[row.length + 1];
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      forest.contributions(row, into);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static double[] contributions(Forest forest, double[] row) {
    double[] into = new double[row.length + 1];
    forest.contributions(row, into);
    return into;
  }

  private static Forest forest(int inputs, List<Tree> trees) {
    return Forest.of(
        Objective.REG_SQUAREDERROR, inputs, List.of(), "3.0.4", new float[] {0}, List.of(trees));
  }

  /** A tree of which about one node in four ends early; splits by numbers and by categories. */
  private static Tree tree(Random random, int inputs, int depth) {
    Tree.Builder builder = new Tree.Builder(1 << (depth + 1));
    float[] covers = {1_000};
    for (int level = 0; covers.length > 0; level++) {
      List<Float> next = new ArrayList<>();
      for (float cover : covers) {
        if (level == depth || next.size() > 60 || random.nextInt(4) == 0) {
          builder.leaf((float) random.nextGaussian(), cover);
          continue;
        }
        int input = random.nextInt(inputs);
        boolean missingLeft = random.nextBoolean();
        if (random.nextInt(4) == 0) {
          builder.categorical(input, missingLeft, new int[] {0, 2, 3}, cover, 1);
        } else {
          builder.split(input, missingLeft, random.nextInt(-2, 5), cover, 1);
        }
        float left = cover * random.nextFloat();
        next.add(left);
        next.add(cover - left);
      }
      covers = new float[next.size()];
      for (int i = 0; i < covers.length; i++) {
        covers[i] = next.get(i);
      }
    }
    return builder.tree();
  }

  private static double[] row(Random random, int inputs) {
    return random
        .doubles(inputs, -3, 6)
        .map(value ->
            switch (random.nextInt(8)) {
              case 0 -> Double.NaN;
              case 1 -> Double.NEGATIVE_INFINITY;
              case 2, 3, 4 -> Math.rint(value);
              default -> value;
            })
        .toArray();
  }

  /** Every subset of the inputs in turn is known; an input is worth what it adds to a subset. */
  private static double[] byDefinition(List<Tree> trees, double[] row) {
    int inputs = row.length;
    double[] values = new double[1 << inputs];
    for (int known = 0; known < values.length; known++) {
      for (Tree tree : trees) {
        values[known] += conditionalMean(tree, 0, row, known);
      }
    }
    double[] expected = new double[inputs + 1];
    expected[inputs] = values[0];
    for (int known = 0; known < values.length; known++) {
      int size = Integer.bitCount(known);
      for (int i = 0; i < inputs; i++) {
        if ((known >> i & 1) == 0) {
          double orders = factorial(size) * factorial(inputs - size - 1) / factorial(inputs);
          expected[i] += orders * (values[known | 1 << i] - values[known]);
        }
      }
    }
    return expected;
  }

  private static double conditionalMean(Tree tree, int node, double[] row, int known) {
    if (tree.isLeaf(node)) {
      return tree.leaf(node);
    }
    int left = tree.left(node);
    int right = tree.right(node);
    if ((known >> tree.input(node) & 1) == 1) {
      boolean goesLeft = goesLeft(tree, node, (float) row[tree.input(node)]);
      return conditionalMean(tree, goesLeft ? left : right, row, known);
    }
    return (tree.cover(left) * conditionalMean(tree, left, row, known)
            + tree.cover(right) * conditionalMean(tree, right, row, known))
        / tree.cover(node);
  }

  private static boolean goesLeft(Tree tree, int split, float value) {
    if (Float.isNaN(value)) {
      return tree.missingGoesLeft(split);
    }
    if (!tree.isCategorical(split)) {
      return value < tree.threshold(split);
    }
    return value < 0 || Arrays.stream(tree.categories(split)).noneMatch(c -> c == (int) value);
  }

  private static double factorial(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().reduce(1, (a, b) -> a * b);
  }
}
