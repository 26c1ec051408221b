package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.ScoreScale;
import org.junit.jupiter.api.Test;

class ModelFactsTest {

  @Test
  void saysInWordsThatNoMarginDiffers() {
    assertThat(ModelFacts.agreement(0)).isEqualTo("the same margin for every test loan");
    assertThat(ModelFacts.agreement(2.5e-7)).isEqualTo("largest difference of margins 2.5e-07");
  }

  @Test
  void tellsTheScaleOfThePoints() {
    assertThat(ModelFacts.score(ScoreScale.DEFAULT))
        .isEqualTo("600 points at odds of 50 to 1, 20 points more for twice the odds");
    assertThat(ModelFacts.score(new ScoreScale(1e6, 0.5, 12.5)))
        .isEqualTo("1000000 points at odds of 0.5 to 1, 12.5 points more for twice the odds");
  }
}
