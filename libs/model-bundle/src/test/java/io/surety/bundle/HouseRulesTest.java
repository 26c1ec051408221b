package io.surety.bundle;

import io.surety.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void keepsTheRulesOfTheHouse() {
    HouseRules.check("io.surety.bundle");
    HouseRules.check("io.surety.forest");
  }
}
