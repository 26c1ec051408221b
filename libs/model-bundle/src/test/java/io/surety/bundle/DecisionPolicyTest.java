package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "0, approve",
    "0.0999, approve",
    "0.1, refer",
    "0.2999, refer",
    "0.3, decline",
    "1, decline"
  })
  void decidesByTheThresholds(double probability, String decision) {
    assertThat(new DecisionPolicy(0.1, 0.3).decide(probability)).hasToString(decision);
  }

  @Test
  void refersNobodyBetweenEqualThresholds() {
    DecisionPolicy policy = new DecisionPolicy(0.2, 0.2);
    assertThat(policy.decide(Math.nextDown(0.2))).isEqualTo(Decision.APPROVE);
    assertThat(policy.decide(0.2)).isEqualTo(Decision.DECLINE);
  }

  @Test
  void refusesBadThresholds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DecisionPolicy(0.4, 0.3))
        .withMessageContaining("approve_below 0.4 is greater than decline_from 0.3");
    assertThatIllegalArgumentException().isThrownBy(() -> new DecisionPolicy(-0.1, 0.3));
    assertThatIllegalArgumentException().isThrownBy(() -> new DecisionPolicy(0.1, 1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new DecisionPolicy(Double.NaN, 0.3));
  }

  @Test
  void decidesNothingAboutWhatIsNoProbability() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DecisionPolicy(0.1, 0.3).decide(Double.NaN));
  }
}
