package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private static final long SEED = 3;

  @Test
  void givesEachOfFewValuesItsOwnBin() {
    Histogram flag = Histogram.of(new double[] {1, 0, 1, Double.NaN, -0.0, 1}, 10);
    assertThat(flag).isEqualTo(new Histogram(List.of(1.0), List.of(2L, 3L), 1));
    Histogram constant = Histogram.of(new double[] {7, 7}, 10);
    assertThat(constant).isEqualTo(new Histogram(List.of(), List.of(2L), 0));
    Histogram missing = Histogram.of(new double[] {Double.NaN}, 10);
    assertThat(missing).isEqualTo(new Histogram(List.of(), List.of(0L), 1));
  }

  @Test
  void fillsBinsOfManyValuesEvenly() {
    double[] column = new Random(SEED).doubles(10_000).toArray();
    Histogram histogram = Histogram.of(column, 10);
    assertThat(histogram.counts()).hasSize(10).allMatch(count -> count == 1_000);
    assertThat(histogram.total()).isEqualTo(10_000);
  }

  @Test
  void countsAValueAtAnEdgeAboveIt() {
    Histogram histogram = new Histogram(List.of(1.0, 2.0), List.of(0L, 0L, 0L), 0);
    double[] column = {0.5, 1.0, 1.5, 2.0, Double.POSITIVE_INFINITY, Double.NaN};
    assertThat(histogram.recount(column).counts()).containsExactly(1L, 2L, 2L);
    assertThat(histogram.recount(column).missing()).isEqualTo(1);
  }

  @Test
  void keepsFewerBinsWhenOneValueFillsSeveral() {
    double[] column = new double[1_000];
    for (int row = 900; row < 1_000; row++) {
      column[row] = row;
    }
    Histogram histogram = Histogram.of(column, 10);
    assertThat(histogram.edges()).containsExactly(900.0);
    assertThat(histogram.counts()).containsExactly(900L, 100L);
  }

  @Test
  void refusesWhatIsNoHistogram() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Histogram(List.of(1.0), List.of(1L), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Histogram(List.of(2.0, 1.0), List.of(1L, 1L, 1L), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Histogram(List.of(), List.of(-1L), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Histogram.of(new double[1], 0));
  }
}
