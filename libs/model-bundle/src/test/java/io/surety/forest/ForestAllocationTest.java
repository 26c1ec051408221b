package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.surety.forest.RandomTrees.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestAllocationTest {

  private static final int ROWS = 10_000;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allocatesNothingForARow(boolean twoClasses) {
    RandomTrees grower = new RandomTrees(new Random(7), 6, true);
    List<Tree> trees = grower.trees(30, Shape.RAGGED, 8);
    List<List<Tree>> classes = twoClasses ? List.of(trees, trees) : List.of(trees);
    Forest forest =
        Forest.of(
            twoClasses ? Objective.MULTI_SOFTPROB : Objective.BINARY_LOGISTIC,
            6,
            List.of(),
            "3.0.4",
            new float[classes.size()],
            classes);
    float[] rows = grower.rows(ROWS);
    float[] row = Arrays.copyOf(rows, 6);
    double[] doubles = IntStream.range(0, 6).mapToDouble(i -> row[i]).toArray();
    float[] into = new float[ROWS];

    requireNothingAllocated("floats", into, margins -> each(margins, () -> forest.margin(row)));
    requireNothingAllocated(
        "doubles", into, margins -> each(margins, () -> forest.margin(doubles)));
    requireNothingAllocated("a batch", into, margins -> forest.margins(rows, ROWS, margins));
  }

  private interface OneMargin {
    float margin();
  }

  private static void each(float[] margins, OneMargin one) {
    for (int row = 0; row < margins.length; row++) {
      margins[row] = one.margin();
    }
  }

  /** Less than a byte for a row: a few objects for all of them together are allowed. */
  private static void requireNothingAllocated(
      String what, float[] into, Consumer<float[]> scoring) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    scoring.accept(into);
    long before = threads.getCurrentThreadAllocatedBytes();
    scoring.accept(into);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes for %d rows as %s", ROWS, what).isLessThan(ROWS);
  }
}
