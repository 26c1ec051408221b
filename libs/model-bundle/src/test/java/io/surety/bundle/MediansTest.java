package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediansTest {

  private static final double NONE = Double.NaN;

  @Test
  void findsTheMiddleOfWhatIsThere() {
    assertThat(Medians.of(new double[] {5, NONE, 1, 3})).isEqualTo(3);
    assertThat(Medians.of(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Medians.of(new double[] {1e308, 1.5e308})).isEqualTo(1.25e308);
    assertThat(Medians.of(new double[] {7})).isEqualTo(7);
  }

  @Test
  void findsNoneWhereEverythingIsMissing() {
    assertThat(Medians.of(new double[] {NONE, NONE})).isNull();
    assertThat(Medians.of(new double[0])).isNull();
  }
}
