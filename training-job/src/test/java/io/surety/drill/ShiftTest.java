package io.surety.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surety.feature.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftTest {

  @Test
  void readsAnInputAndItsDeviations() {
    assertThat(Shift.parse("age=-0.5")).isEqualTo(new Shift(Feature.AGE, -0.5));
    assertThat(Shift.parse("flag_own_car")).isEqualTo(new Shift(Feature.FLAG_OWN_CAR, 1));
    assertThat(Shift.parse("age=-0.5")).hasToString("age by -0.5 sd");
    assertThat(Shift.parse("age=1")).hasToString("age by +1 sd");
  }

  @ParameterizedTest
  @CsvSource({
    "income=1, begins with no input that can shift",
    "age=old, is no shift; it looks like age=1",
    "age=0, up to 3 standard deviations up or down and not 0",
    "age=4, up to 3 standard deviations",
    "age=NaN, up to 3 standard deviations"
  })
  void refusesInSentencesWhatCannotBeMeant(String text, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shift.parse(text))
        .withMessageContaining(words);
  }
}
