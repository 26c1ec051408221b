package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.forest.RandomTrees.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the trees are laid out, the margin is to the bit that of a walk by the book. */
class ForestWalkTest {

  private static final long SEED = Long.getLong("forest.seed", 20260301);
  private static final int ROWS = 203;

  @ParameterizedTest
  @EnumSource(Shape.class)
  void scoresTreesOfEveryShape(Shape shape) {
    Random random = random();
    int[] depths =
        shape == Shape.CHAIN ? new int[] {1, 2, 13, 60, 200} : new int[] {0, 1, 6, 7, 12};
    for (int depth : depths) {
      for (int trees : new int[] {0, 1, 7, 8, 9, 20}) {
        for (int inputs : new int[] {1, 5, 40}) {
          for (boolean categorical : new boolean[] {false, true}) {
            RandomTrees grower = new RandomTrees(random, inputs, categorical);
            requireSameBits(grower, inputs, List.of(grower.trees(trees, shape, depth)));
          }
        }
      }
    }
  }

  @Test
  void scoresTreesOfDifferentDepthsTogether() {
    Random random = random();
    RandomTrees grower = new RandomTrees(random, 5, true);
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      trees.addAll(grower.trees(1, Shape.values()[random.nextInt(3)], random.nextInt(10)));
    }
    requireSameBits(grower, 5, List.of(trees));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void scoresTwoClassesWhoseTreesMirrorEachOtherOrNot(boolean categorical) {
    Random random = random();
    for (int round = 0; round < 50; round++) {
      RandomTrees grower = new RandomTrees(random, 4, categorical);
      List<Tree> ofOne = grower.trees(random.nextInt(20), Shape.RAGGED, 6);
      List<Tree> ofZero = new ArrayList<>();
      for (Tree tree : ofOne) {
        ofZero.add(random.nextBoolean() ? grower.mirror(tree) : grower.tree(Shape.RAGGED, 6));
      }
      ofZero.addAll(grower.trees(random.nextInt(3), Shape.PERFECT, 3));
      requireSameBits(grower, 4, List.of(ofZero, ofOne));
    }
  }

  @Test
  void walksATreeAndItsMirrorOnce() {
    RandomTrees grower = new RandomTrees(random(), 4, true);
    Tree tree = grower.tree(Shape.PERFECT, 4);
    assertThat(TreePair.of(List.of(List.of(tree), List.of(grower.mirror(tree))))).hasSize(1);
    assertThat(TreePair.of(List.of(List.of(tree), List.of(grower.tree(Shape.PERFECT, 4)))))
        .hasSize(2);
  }

  @Test
  void scoresMoreNodesThanOnePlotHolds() {
    RandomTrees grower = new RandomTrees(random(), 5, false);
    requireSameBits(grower, 5, List.of(grower.trees(70, Shape.PERFECT, 12)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void scoresMoreInputsAndSetsOfCategoriesThanOnePlotHolds(boolean categorical) {
    int inputs = categorical ? 10 : 9_000;
    RandomTrees grower = new RandomTrees(random(), inputs, categorical);
    requireSameBits(grower, inputs, List.of(grower.trees(300, Shape.PERFECT, 6)));
  }

  @Test
  void refusesATreeThatNoPlotHolds() {
    Tree huge = new RandomTrees(random(), 5, false).tree(Shape.PERFECT, 19);
    assertThatThrownBy(() -> forest(5, List.of(List.of(huge))))
        .isInstanceOf(UnreadableForest.class)
        .hasMessage(
            "A tree of the forest has more than 524,287 nodes, or asks more than 4,095 different"
                + " things of a row; train smaller trees.");
  }

  @Test
  void scoresTheSameFromManyThreads() throws Exception {
    RandomTrees grower = new RandomTrees(random(), 6, true);
    Forest forest = forest(6, List.of(grower.trees(60, Shape.RAGGED, 9)));
    float[] rows = grower.rows(ROWS);
    float[] alone = new float[ROWS];
    forest.margins(rows, ROWS, alone);
    List<Future<float[]>> answers = new ArrayList<>();
    try (ExecutorService platform = Executors.newFixedThreadPool(8);
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int task = 0; task < 400; task++) {
        answers.add((task % 2 == 0 ? platform : virtual).submit(() -> margins(forest, rows)));
      }
    }
    for (Future<float[]> answer : answers) {
      assertThat(answer.get()).isEqualTo(alone);
    }
  }

  @Test
  void refusesABatchThatItsArraysDoNotHold() {
    Forest forest = forest(2, List.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forest.margins(new float[5], 3, new float[3]))
        .withMessage(
            "The margins of 3 rows of 2 values were asked for, but the rows have 5 values, and"
                + " there is room for 3 margins.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forest.margins(new float[6], 3, new float[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forest.margins(new float[6], -1, new float[2]));
  }

  private static float[] margins(Forest forest, float[] rows) {
    int inputs = forest.inputs();
    float[] margins = new float[rows.length / inputs];
    float[] batch = new float[margins.length];
    forest.margins(rows, margins.length, batch);
    for (int row = 0; row < margins.length; row++) {
      float single = forest.margin(Arrays.copyOfRange(rows, row * inputs, (row + 1) * inputs));
      margins[row] = single == batch[row] ? single : Float.NaN;
    }
    return margins;
  }

  private static void requireSameBits(
      RandomTrees grower, int inputs, List<List<Tree>> treesByClass) {
    Forest forest = forest(inputs, treesByClass);
    NaiveForest naive = new NaiveForest(base(treesByClass), treesByClass);
    float[] rows = grower.rows(ROWS);
    float[] batch = new float[ROWS];
    forest.margins(rows, ROWS, batch);
    for (int row = 0; row < ROWS; row++) {
      float[] values = Arrays.copyOfRange(rows, row * inputs, (row + 1) * inputs);
      double[] doubles = IntStream.range(0, inputs).mapToDouble(i -> values[i]).toArray();
      int expected = Float.floatToRawIntBits(naive.margin(values));
      assertThat(
              new int[] {
                Float.floatToRawIntBits(forest.margin(values)),
                Float.floatToRawIntBits(forest.margin(doubles)),
                Float.floatToRawIntBits(batch[row])
              })
          .as("seed %d, %d inputs, row %s", SEED, inputs, values)
          .containsOnly(expected);
    }
  }

  private static Forest forest(int inputs, List<List<Tree>> treesByClass) {
    Objective objective =
        treesByClass.size() == 1 ? Objective.BINARY_LOGISTIC : Objective.MULTI_SOFTPROB;
    return Forest.of(objective, inputs, List.of(), "3.0.4", base(treesByClass), treesByClass);
  }

  private static float[] base(List<List<Tree>> treesByClass) {
    return treesByClass.size() == 1 ? new float[] {-0.25f} : new float[] {0.5f, 0.125f};
  }

  private static Random random() {
    System.out.println("forest.seed=" + SEED);
    return new Random(SEED);
  }
}
