package io.surety.training;

import io.surety.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  /** All packages at once, so that a cycle among spec, training, evaluation and report is seen. */
  @Test
  void areKept() {
    HouseRules.check("io.surety");
  }
}
