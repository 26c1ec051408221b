package io.surety.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVersionTest {

  @Test
  void readsWhatItWrites() {
    ModelVersion version = new ModelVersion("loan-risk", 3);

    assertThat(version).hasToString("loan-risk/3");
    assertThat(ModelVersion.parse("loan-risk/3")).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "loan-risk",
        "loan-risk/0",
        "loan-risk/03",
        "loan-risk/-1",
        "Loan/1",
        "loan-risk/3 ",
        "loan-risk/9999999999",
        "loan_risk/1"
      })
  void refusesWhatIsNoVersion(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelVersion.parse(text))
        .withMessageContaining("written like loan-risk/3");
  }

  @Test
  void refusesAnAliasThatIsNoPlainName() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Alias("Champion!"));
    assertThat(Alias.CHAMPION).hasToString("champion");
  }

  @Test
  void refusesADecisionWithoutNameOrReason() {
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(" ", "because"));
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.of("Olga", "\t"));
  }
}
