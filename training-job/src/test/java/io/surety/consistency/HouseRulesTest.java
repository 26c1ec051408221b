package io.surety.consistency;

import io.surety.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void areKept() {
    HouseRules.check("io.surety.consistency");
  }
}
