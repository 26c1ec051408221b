package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.surety.forest.Forest;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScorerAllocationTest {

  private static final int ROWS = 100_000;

  static Stream<Calibrator> calibrators() {
    return Stream.of(
        new Identity(),
        new Platt(0.9, -0.25),
        new Isotonic(List.of(0.1, 0.5, 0.9), List.of(0.01, 0.2, 0.75)));
  }

  @ParameterizedTest
  @MethodSource("calibrators")
  void allocatesNothingForARow(Calibrator calibrator) {
    Forest forest = Forest.read(LoanBundles.forest());
    Scorer scorer = new Scorer(forest, 1, calibrator, new DecisionPolicy(0.1, 0.5));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    scoreRows(scorer);
    long before = threads.getCurrentThreadAllocatedBytes();
    double sum = scoreRows(scorer);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isPositive();
    assertThat(allocated).as("bytes for %d rows", ROWS).isLessThan(ROWS);
  }

  private static double scoreRows(Scorer scorer) {
    double[] first = LoanBundles.ROWS.get(0);
    double[] second = LoanBundles.ROWS.get(1);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      double probability = scorer.probability(row % 2 == 0 ? first : second);
      sum += probability + scorer.decide(probability).ordinal();
    }
    return sum;
  }
}
