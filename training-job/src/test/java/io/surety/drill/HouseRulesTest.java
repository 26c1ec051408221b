package io.surety.drill;

import io.surety.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void areKept() {
    HouseRules.check("io.surety.drill");
  }
}
