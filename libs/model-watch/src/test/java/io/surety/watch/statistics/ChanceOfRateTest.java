package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceOfRateTest {

  /** The least count that is too many, by scipy 1.17.1's betabinom. */
  @ParameterizedTest
  @CsvSource({
    "100, 900, 200, 1e-3, 37",
    "100, 900, 200, 1e-8, 52",
    "5, 995, 1000, 1e-6, 33",
    "0, 50000, 200, 1e-6, 3"
  })
  void agreesWithScipyOnTheLeastCountThatIsTooMany(
      double with, double without, int rows, double chance, int least) {
    double cut = ChanceOfRate.rise(with, without, rows, chance);
    double before = with / (with + without);
    assertThat((double) least / rows - before).isGreaterThan(cut);
    assertThat((double) (least - 1) / rows - before).isLessThanOrEqualTo(cut);
  }

  @Test
  void knowsAFallAsTheRiseOfTheOthers() {
    assertThat(ChanceOfRate.fall(300, 700, 500, 1e-4))
        .isCloseTo(ChanceOfRate.rise(700, 300, 500, 1e-4), within(1e-12));
  }

  @Test
  void cannotBeExceededWhereNoCountIsRareEnough() {
    assertThat(ChanceOfRate.rise(1, 1, 3, 1e-6)).isGreaterThanOrEqualTo(0.5);
  }
}
