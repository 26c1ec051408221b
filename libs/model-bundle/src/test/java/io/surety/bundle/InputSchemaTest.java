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

  @Test
  void knowsTheMediansOfInputsThatHaveWords() {
    ReasonTexts words = new ReasonTexts("text", "low", "high", null, null);
    double[][] columns = {{3, 1, 2}, {1, 1, 0}, {5, 6, 7}};
    InputSchema schema =
        InputSchema.of(Feature.NB_PREVIOUS_LOANS, Feature.FLAG_OWN_CAR, Feature.AGE);
    InputSchema worded =
        new InputSchema(
            List.of(
                schema.inputs().get(0).withReasons(words),
                schema.inputs().get(1).withReasons(words),
                schema.inputs().get(2)));
    assertThat(worded.withMedians(index -> columns[index]).inputs())
        .extracting(ModelInput::reasons)
        .containsExactly(new ReasonTexts("text", "low", "high", null, 2.0), words, null);
  }

  @Test
  void refusesWordsThatDoNotFitTheType() {
    ModelInput flag = ModelInput.of(Feature.FLAG_OWN_CAR);
    ModelInput category =
        new ModelInput(
            "day", InputType.CATEGORY, MissingRule.ALLOWED, null, List.of("m"), List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flag.withReasons(new ReasonTexts(null, null, null, null, 0.5)))
        .withMessage("The input flag_own_car is of type flag and has no typical value.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> category.withReasons(new ReasonTexts(null, "early", null, null, null)))
        .withMessage("The input day is of type category: no value of it is low or high.");
  }
}
