package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ObjectiveTest {

  @Test
  void answersWithAProbabilityOrAnExpectedValue() {
    assertThat(Objective.BINARY_LOGISTIC.response(0)).isEqualTo(0.5);
    assertThat(Objective.MULTI_SOFTPROB.response(2)).isCloseTo(0.880797, within(1e-6));
    assertThat(Objective.REG_SQUAREDERROR.response(-2)).isEqualTo(-2);
    assertThat(Objective.REG_TWEEDIE.response(1)).isCloseTo(StrictMath.E, within(1e-15));
    assertThat(Objective.REG_GAMMA.response(0)).isEqualTo(1);
    assertThat(Objective.COUNT_POISSON.response(2)).isCloseTo(7.389056, within(1e-6));
  }

  @Test
  void isAProbabilityForClassesAlone() {
    for (Objective objective : Objective.values()) {
      assertThat(objective.isProbability())
          .isEqualTo(objective.xgboostName().matches("(binary|multi):.*"));
      assertThat(Objective.find(objective.xgboostName())).contains(objective);
    }
    assertThat(Objective.find("rank:ndcg")).isEmpty();
  }
}
