package io.surety.evaluation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GatesTest {

  @Test
  void refusesABoundOutsideItsScaleByTheNameInTheSpec() {
    assertThatThrownBy(() -> new Gates(1.2, 0.02, 0.9, 1.1, 0.005, 0.8))
        .hasMessage("The gate min_auc_lower lies between 0 and 1, not 1.2.");
    assertThatThrownBy(() -> new Gates(0.55, 0.02, 0.9, 0.95, 0.005, 0.8))
        .hasMessage("The gate max_predicted_over_actual is at least 1, not 0.95.");
    assertThatThrownBy(() -> new Gates(0.55, 0.02, 0.9, 1.1, 0.005, Double.NaN))
        .hasMessage("The gate min_parity lies between 0 and 1, not NaN.");
  }
}
