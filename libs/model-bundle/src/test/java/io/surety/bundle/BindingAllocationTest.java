package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BindingAllocationTest {

  private static final int ROWS = 100_000;

  /** The row of five values, what carries it, and what an unfinished compilation leaves over. */
  private static final int MOST_BYTES_OF_A_ROW = 200;

  static Stream<Arguments> bindings() {
    Arrangement inOrder = new RowBinder(LoanBundles.SCHEMA).inSchemaOrder();
    List<Object> values = Arrays.asList(29, 136.45, 59, null, true);
    List<String> cells = List.of("29", "136.45", "59", "", "1");
    double[] numbers = {29, 136.45, 59, Double.NaN, 1};
    return Stream.of(
        Arguments.of("values", (Supplier<Binding>) () -> inOrder.bind(values)),
        Arguments.of("cells", (Supplier<Binding>) () -> inOrder.bindTexts(cells)),
        Arguments.of("numbers", (Supplier<Binding>) () -> inOrder.bind(numbers)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bindings")
  void allocatesLittleMoreThanTheRow(String kind, Supplier<Binding> binding) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    bindRows(binding);
    long before = threads.getCurrentThreadAllocatedBytes();
    int bound = bindRows(binding);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bound).isEqualTo(ROWS);
    assertThat(allocated / ROWS).as("bytes a row of %s", kind).isLessThan(MOST_BYTES_OF_A_ROW);
  }

  private static int bindRows(Supplier<Binding> binding) {
    int bound = 0;
    for (int row = 0; row < ROWS; row++) {
      bound += binding.get() instanceof Binding.Bound ? 1 : 0;
    }
    return bound;
  }
}
