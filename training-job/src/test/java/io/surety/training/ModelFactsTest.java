package io.surety.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelFactsTest {

  @Test
  void saysInWordsThatNoMarginDiffers() {
    assertThat(ModelFacts.agreement(0)).isEqualTo("the same margin for every test loan");
    assertThat(ModelFacts.agreement(2.5e-7)).isEqualTo("largest difference of margins 2.5e-07");
  }
}
