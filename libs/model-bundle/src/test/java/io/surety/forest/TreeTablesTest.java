package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is worked out beforehand to explain rows stays small, whatever the forest. */
class TreeTablesTest {

  private static final long SEED = 20260302;
  private static final int DEPTH = 6;
  private static final long MOST_ALLOCATED = 64L << 20;

  private final Random random = new Random(SEED);

  @Test
  void areCountedAsTheyAreMade() {
    for (int trial = 0; trial < 20; trial++) {
      Tree tree = tree(1 + random.nextInt(PatternEnd.MOST_INPUTS));
      List<PatternEnd> ends = PatternEnd.of(tree, new TreePaths(tree), 1);
      InputIntervals intervals = new InputIntervals(ends);
      assertThat(new PatternBlock(ends, intervals).bytes())
          .as("seed %d, trial %d", SEED, trial)
          .isEqualTo(PatternBlock.bytes(ends, intervals));
    }
  }

  @Test
  void holdAllTreesOfASmallForest() {
    List<Tree> trees = Stream.generate(() -> tree(5)).limit(20).toList();
    TreeTables tables = new TreeTables();
    trees.forEach(tree -> assertThat(tables.add(tree, new TreePaths(tree), 1)).isTrue());
    assertThat(tables.fitting()).isEqualTo(trees.size());
  }

  @Test
  void holdSomeOfFourHundredTreesOverFortyInputs() {
    int inputs = 40;
    List<Tree> trees = Stream.generate(() -> tree(inputs)).limit(400).toList();
    Contributions together = contributions(trees);
    assertThat(together.tableBytes()).isBetween(1L << 20, (long) TreeTables.MOST_BYTES);

    List<Contributions> alone =
        trees.stream().map(List::of).map(TreeTablesTest::contributions).toList();
    for (int trial = 0; trial < 5; trial++) {
      double[] row = random.doubles(inputs, -3, 3).toArray();
      double[] expected = new double[inputs + 1];
      for (Contributions ofTree : alone) {
        double[] parts = of(ofTree, row);
        Arrays.setAll(expected, i -> expected[i] + parts[i]);
      }
      assertThat(of(together, row)).as("seed %d", SEED).containsExactly(expected, within(1e-4));
    }
  }

  @Test
  void staySmallWithCategoriesThatHaveNoNeighbours() {
    int[] even = IntStream.range(0, 15_000).map(i -> 2 * i).toArray();
    List<Tree> trees = Stream.generate(() -> categorical(even)).limit(200).toList();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Contributions contributions = contributions(trees);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
    assertThat(contributions.tableBytes()).isZero();
    requireMargins(trees, contributions, code -> code);
  }

  @Test
  void staySmallWithHundredsOfCategoriesInEachTree() {
    List<Tree> trees =
        Stream.generate(
                () -> categorical(random.ints(0, 30_000).distinct().limit(600).sorted().toArray()))
            .limit(200)
            .toList();
    Contributions contributions = contributions(trees);
    assertThat(contributions.tableBytes()).isLessThanOrEqualTo(TreeTables.MOST_BYTES);
    requireMargins(trees, contributions, code -> trees.getFirst().categories(0)[code % 600]);
  }

  @Test
  void takeNeighbouringCategoriesForOne() {
    List<Tree> trees = List.of(categorical(IntStream.range(100, 30_000).toArray()));
    Contributions contributions = contributions(trees);
    assertThat(contributions.tableBytes()).isBetween(1L, 1_000L);
    requireMargins(trees, contributions, code -> List.of(0, 99, 100, 29_999, 30_000).get(code % 5));
  }

  /** For codes, fractions beyond them, values below zero and missing ones. */
  private static void requireMargins(
      List<Tree> trees, Contributions contributions, IntUnaryOperator codes) {
    Forest forest = forest(trees);
    for (int i = 0; i < 40; i++) {
      double code = codes.applyAsInt(i);
      for (double value : new double[] {code, code + 0.5, -code - 1, Double.NaN}) {
        double[] row = {value, i - 20};
        assertThat(Arrays.stream(of(contributions, row)).sum())
            .as("seed %d, value %s", SEED, value)
            .isCloseTo(forest.margin(row), within(1e-4));
      }
    }
  }

  private static Contributions contributions(List<Tree> trees) {
    return new Contributions(new float[1], List.of(trees));
  }

  private static Forest forest(List<Tree> trees) {
    return Forest.of(
        Objective.REG_SQUAREDERROR, 2, List.of(), "3.0.4", new float[1], List.of(trees));
  }

  private static double[] of(Contributions contributions, double[] row) {
    double[] into = new double[row.length + 1];
    contributions.of(row, into);
    return into;
  }

  /** As deep as it may be, each split at a value of its own. */
  private Tree tree(int inputs) {
    Tree.Builder nodes = new Tree.Builder(1 << (DEPTH + 1));
    float[] covers = new float[1 << (DEPTH + 1)];
    covers[0] = 1_000;
    int splits = (1 << DEPTH) - 1;
    for (int node = 0; node < 2 * splits + 1; node++) {
      if (node >= splits) {
        nodes.leaf((float) random.nextGaussian(), covers[node]);
      } else {
        covers[2 * node + 1] = covers[node] * random.nextFloat(0.1f, 0.9f);
        covers[2 * node + 2] = covers[node] - covers[2 * node + 1];
        nodes.split(
            random.nextInt(inputs),
            random.nextBoolean(),
            (float) random.nextGaussian(),
            covers[node],
            1);
      }
    }
    return nodes.tree();
  }

  /** Asks for categories of the first input, then for the number of the second. */
  private Tree categorical(int[] goRight) {
    return new Tree.Builder(5)
        .categorical(0, random.nextBoolean(), goRight, 10, 1)
        .split(1, random.nextBoolean(), (float) random.nextGaussian(), 4, 1)
        .leaf((float) random.nextGaussian(), 6)
        .leaf((float) random.nextGaussian(), 1)
        .leaf((float) random.nextGaussian(), 3)
        .tree();
  }
}
