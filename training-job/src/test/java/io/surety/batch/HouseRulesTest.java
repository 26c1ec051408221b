package io.surety.batch;

import io.surety.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void keepsTheRulesOfTheHouse() {
    HouseRules.check("io.surety.batch");
  }
}
