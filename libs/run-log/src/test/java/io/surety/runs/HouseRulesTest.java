package io.surety.runs;

import io.surety.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void keepsTheRulesOfTheHouse() {
    HouseRules.check("io.surety.runs");
  }
}
