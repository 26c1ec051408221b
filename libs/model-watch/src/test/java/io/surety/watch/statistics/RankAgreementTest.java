package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankAgreementTest {

  @Test
  void isOneForTheSameOrderHoweverTheValuesAreStretched() {
    RankAgreement agreement =
        RankAgreement.of(new double[] {0.1, 0.2, 0.3, 0.9}, new double[] {0.2, 0.3, 0.8, 0.81});

    assertThat(agreement.ranks()).isCloseTo(1, within(1e-12));
    assertThat(agreement.correlation()).isBetween(0.5, 0.99);
  }

  @Test
  void givesTiesTheirMiddleRank() {
    // Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: 4.5 / sqrt(4.5 * 5).
    RankAgreement agreement =
        RankAgreement.of(new double[] {0.1, 0.2, 0.2, 0.4}, new double[] {0.1, 0.3, 0.2, 0.4});

    assertThat(agreement.ranks()).isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
  }

  @Test
  void isMinusOneForTheOppositeOrder() {
    assertThat(RankAgreement.of(new double[] {1, 2, 3}, new double[] {3, 2, 1}).ranks())
        .isCloseTo(-1, within(1e-12));
  }

  @Test
  void saysNothingOfAModelThatNeverChanges() {
    assertThat(RankAgreement.of(new double[] {1, 2}, new double[] {0.5, 0.5}))
        .isEqualTo(new RankAgreement(null, null));
  }
}
