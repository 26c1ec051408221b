package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NativeMarginsTest {

  private static final Offset<Double> A_BIT = Offset.offset(1e-8);

  @Test
  void measuresSmallMarginsAsTheyAre() {
    assertThat(NativeMargins.difference(0.5f, 0.25f)).isEqualTo(0.25);
    assertThat(NativeMargins.difference(-0.5f, 0.5f)).isEqualTo(1);
    assertThat(NativeMargins.difference(-0.75f, -0.75f)).isZero();
  }

  @Test
  void measuresLargeMarginsByTheirSize() {
    assertThat(NativeMargins.difference(2000.125f, 2000f)).isCloseTo(0.0000625, A_BIT);
    assertThat(NativeMargins.difference(-3.5f, -4f)).isCloseTo(0.125, A_BIT);
  }

  @Test
  void takesNoNumberForNoAgreement() {
    assertThat(NativeMargins.difference(Float.NaN, 1)).isNaN();
    assertThat(NativeMargins.difference(1, Float.POSITIVE_INFINITY)).isNaN();
  }
}
