package io.surety.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NativeModelTest {

  @Test
  void saysWhatNativeXgboostSaidWithoutItsClockAndItsSource() {
    assertThat(
            NativeModel.reason(
                "[12:01:59] /workspace/src/common/json.cc:442: Unknown construct, around:\n ~~"))
        .isEqualTo(": Unknown construct, around");
    assertThat(NativeModel.reason("Check failed.")).isEqualTo(": Check failed");
    assertThat(NativeModel.reason("")).isEmpty();
  }

  @Test
  void refusesInAWholeSentenceWhatNativeXgboostCannotRead() {
    NativeModel noLearner = new NativeModel("{\"version\":[3,0,4]}".getBytes(UTF_8));

    assertThatThrownBy(noLearner::ubjson)
        .isInstanceOf(TrainingRefused.class)
        .hasMessageStartingWith(
            "The native XGBoost that checks every candidate cannot read the model")
        .hasMessageEndingWith(". Train it with XGBoost 1.6 to 3.0.")
        .message()
        .doesNotContainPattern("\\d\\d:\\d\\d:\\d\\d|/src/");
  }
}
