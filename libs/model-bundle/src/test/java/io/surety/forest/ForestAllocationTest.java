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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestAllocationTest {

  private static final int ROWS = 10_000;
  private static final int VIRTUAL_THREADS = 2_000;

  /** The keys of ten slots and one for leaves, made 16, and the walk around them. */
  private static final long MOST_OF_A_VIRTUAL_THREAD = 220;

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

  @Test
  void allocatesLittleForTheOnlyRowOfAVirtualThread() throws InterruptedException {
    RandomTrees grower = new RandomTrees(new Random(7), 5, false);
    Forest forest =
        Forest.of(
            Objective.BINARY_LOGISTIC,
            5,
            List.of(),
            "3.0.4",
            new float[1],
            List.of(grower.trees(30, Shape.PERFECT, 6)));
    float[] row = grower.rows(1);
    float expected = forest.margin(row);
    float[] margin = new float[1];
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long idle = bytesOfVirtualThreads(() -> margin[0] = expected);
      long scoring = bytesOfVirtualThreads(() -> margin[0] = forest.margin(row));
      assertThat(margin[0]).isEqualTo(expected);
      least = Math.min(least, scoring - idle);
    }
    assertThat(least / VIRTUAL_THREADS).as("bytes a thread").isLessThan(MOST_OF_A_VIRTUAL_THREAD);
  }

  /** What all threads allocate meanwhile: a virtual one is not counted by itself. */
  private static long bytesOfVirtualThreads(Runnable work) throws InterruptedException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getTotalThreadAllocatedBytes();
    for (int thread = 0; thread < VIRTUAL_THREADS; thread++) {
      Thread.ofVirtual().start(work).join();
    }
    return threads.getTotalThreadAllocatedBytes() - before;
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
