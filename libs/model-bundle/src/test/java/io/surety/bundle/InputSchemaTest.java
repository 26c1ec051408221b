package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surety.feature.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputSchemaTest {

  private static ModelInput real(String name, String... aliases) {
    return new ModelInput(
        name, InputType.REAL, MissingRule.ALLOWED, null, List.of(), List.of(aliases));
  }

  @Test
  void followsTheFeatures() {
    InputSchema schema = InputSchema.of(Feature.values());
    assertThat(schema.definitions()).isEqualTo(Feature.schema());
    assertThat(schema.names())
        .containsExactly(
            "nb_previous_loans",
            "avg_amount_loans_previous",
            "age",
            "years_on_the_job",
            "flag_own_car");
    assertThat(schema.inputs())
        .extracting(ModelInput::missing)
        .containsExactly(
            MissingRule.REFUSED,
            MissingRule.ALLOWED,
            MissingRule.REFUSED,
            MissingRule.ALLOWED,
            MissingRule.REFUSED);
  }

  @Test
  void refusesANameThatOccursTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InputSchema(List.of(real("x1"), real("x2", "x1"))))
        .withMessageContaining("x1 occurs twice");
    assertThatIllegalArgumentException().isThrownBy(() -> new InputSchema(List.of()));
  }

  @Test
  void refusesWhatIsNoInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> real("two words"))
        .withMessageContaining("'two words' cannot name a model input");
    assertThatIllegalArgumentException().isThrownBy(() -> real("x", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ModelInput(
                "age", InputType.REAL, MissingRule.ALLOWED, "height@1", List.of(), List.of()))
        .withMessageContaining("is 'height@1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ModelInput(
                "day", InputType.CATEGORY, MissingRule.ALLOWED, null, List.of(), List.of()))
        .withMessageContaining("lists no categories");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ModelInput(
                "age", InputType.REAL, MissingRule.ALLOWED, null, List.of("a"), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ModelInput(
                "day",
                InputType.CATEGORY,
                MissingRule.ALLOWED,
                null,
                List.of("mon", "mon"),
                List.of()))
        .withMessageContaining("'mon' twice");
  }
}
