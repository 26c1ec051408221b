package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrangementTest {

  private static final double NONE = Double.NaN;

  private static final RowBinder BINDER =
      new RowBinder(
          new InputSchema(
              List.of(
                  input("age", InputType.INTEGER, MissingRule.REFUSED),
                  input("amount", InputType.REAL, MissingRule.ALLOWED),
                  input("own_car", InputType.FLAG, MissingRule.ALLOWED),
                  new ModelInput(
                      "day",
                      InputType.CATEGORY,
                      MissingRule.ALLOWED,
                      null,
                      List.of("mon", "tue"),
                      List.of("weekday")))));

  private static final RowBinder NUMBERS =
      new RowBinder(
          new InputSchema(
              List.of(
                  input("age", InputType.INTEGER, MissingRule.REFUSED),
                  input("amount", InputType.REAL, MissingRule.ALLOWED),
                  input("own_car", InputType.FLAG, MissingRule.ALLOWED))));

  private static final Arrangement ORDERED = BINDER.inSchemaOrder();

  private static ModelInput input(String name, InputType type, MissingRule missing) {
    return new ModelInput(name, type, missing, null, List.of(), List.of());
  }

  private static void assertBound(Binding binding, double... row) {
    assertThat(binding)
        .isInstanceOfSatisfying(
            Binding.Bound.class, bound -> assertThat(bound.row()).containsExactly(row));
  }

  private static void assertRefused(Binding binding, String... fieldsAndSentences) {
    assertThat(binding).isInstanceOf(Binding.Refused.class);
    assertThat(
            ((Binding.Refused) binding)
                .problems().stream().flatMap(p -> List.of(p.field(), p.sentence()).stream()))
        .containsExactly(fieldsAndSentences);
  }

  private static List<FieldProblem> problemsOf(String... names) {
    return catchThrowableOfType(UnfitColumns.class, () -> BINDER.arrange(List.of(names)))
        .problems();
  }

  @Test
  void bindsValuesInTheOrderOfTheSchema() {
    assertBound(ORDERED.bind(Arrays.asList(33, 12.5, true, "tue")), 33, 12.5, 1, 1);
    assertBound(ORDERED.bind(Arrays.asList(33L, null, null, null)), 33, NONE, NONE, NONE);
    assertThat(ORDERED.size()).isEqualTo(4);
    assertThat(ORDERED.names()).containsExactly("age", "amount", "own_car", "day");
  }

  @Test
  void bindsValuesInTheOrderOfAHeader() {
    Arrangement header = BINDER.arrange(List.of("weekday", "age"));
    assertBound(header.bind(Arrays.asList("mon", 33)), 33, NONE, NONE, 0);
    assertBound(header.bindTexts(List.of("", "33")), 33, NONE, NONE, NONE);
    assertThat(header.names()).containsExactly("weekday", "age");
  }

  @Test
  void refusesAHeaderWithEveryProblemAtOnce() {
    assertThat(problemsOf("height", "day", "weekday"))
        .containsExactly(
            new FieldProblem(
                "height", "The model has no input of this name; it has age, amount, own_car, day."),
            new FieldProblem("weekday", "day was given already, as day."),
            new FieldProblem("age", "age is missing, and the model does not score without it."));
    assertThat(problemsOf("age", "age"))
        .containsExactly(new FieldProblem("age", "age was given already, as age."));
    assertThatExceptionOfType(UnfitColumns.class)
        .isThrownBy(() -> BINDER.arrange(List.of("age", "age")))
        .withMessage("age was given already, as age.");
  }

  @Test
  void tellsTwentyProblemsAndHowManyMoreThereAre() {
    String[] names = new String[500];
    Arrays.setAll(names, at -> "x".repeat(1_000) + at);
    assertThat(problemsOf(names))
        .hasSize(20)
        .allSatisfy(problem -> assertThat(problem.field()).isEqualTo("x".repeat(40) + "…"))
        .last()
        .satisfies(
            problem -> assertThat(problem.sentence()).endsWith(" There are 481 more problems."));
  }

  @Test
  void refusesARowWithTooManyOrTooFewValues() {
    assertRefused(
        ORDERED.bind(List.of(33)),
        "",
        "A row has 1 value, but the model has the 4 inputs age, amount, own_car, day.");
    assertRefused(
        ORDERED.bindTexts(List.of("33", "1", "1", "mon", "")),
        "",
        "A row has 5 values, but the model has the 4 inputs age, amount, own_car, day.");
    assertRefused(
        BINDER.arrange(List.of("day", "age")).bindTexts(List.of()),
        "",
        "A row has 0 values, but its 2 columns are day, age.");
    assertRefused(
        BINDER.arrange(List.of("age")).bind(new double[2]),
        "",
        "A row has 2 values, but its one column is age.");
  }

  @Test
  void namesTheFieldAsTheHeaderDoes() {
    assertRefused(
        BINDER.arrange(List.of("weekday", "age")).bind(Arrays.asList("wed", null)),
        "weekday",
        "weekday must be one of mon, tue.",
        "age",
        "age is missing, and the model does not score without it.");
  }

  @Test
  void readsTheCellsOfAFile() {
    assertBound(ORDERED.bindTexts(List.of("33", "-1.25e2", "0", "tue")), 33, -125, 0, 1);
    assertBound(ORDERED.bindTexts(List.of("33.0", ".5", "1.0", "")), 33, 0.5, 1, NONE);
    assertBound(ORDERED.bindTexts(List.of("+3", "5.", "true", "mon")), 3, 5, 1, 0);
    assertBound(ORDERED.bindTexts(List.of("3", "", "False", "mon")), 3, NONE, 0, 0);
  }

  @Test
  void refusesCellsAsTheValuesTheyStandFor() {
    assertRefused(
        ORDERED.bindTexts(List.of("", "NaN", "2", "Mon")),
        "age",
        "age is missing, and the model does not score without it.",
        "amount",
        "amount must be a number, but is a text.",
        "own_car",
        "own_car must be 0 or 1, but is 2.0.",
        "day",
        "day must be one of mon, tue.");
    assertRefused(
        ORDERED.bindTexts(List.of("33.5", "1e999", "Y", "1")),
        "age",
        "age must be a whole number, but is 33.5.",
        "amount",
        "amount must be a finite number, but is Infinity.",
        "own_car",
        "own_car must be 0 or 1, but is a text.",
        "day",
        "day must be one of mon, tue.");
    assertRefused(
        ORDERED.bindTexts(List.of("true", "1e39", "", "")),
        "age",
        "age must be a whole number, but is true.",
        "amount",
        "amount is too large a number.");
  }

  @Test
  void trimsNothing() {
    for (String cell : List.of(" 33", "33 ", "\t33", "33\r", " ", "\u00a033")) {
      assertRefused(
          ORDERED.bindTexts(List.of(cell, "", "", "")),
          "age",
          "age must be a whole number, but is a text.");
    }
  }

  @Test
  void bindsNumbersAlone() {
    Arrangement numbers = NUMBERS.inSchemaOrder();
    assertBound(numbers.bind(new double[] {33, NONE, 1}), 33, NONE, 1);
    assertBound(numbers.bind(new double[] {9, 33, 12.5, 0, 9}, 1), 33, 12.5, 0);
    assertRefused(
        numbers.bind(new double[] {NONE, Double.POSITIVE_INFINITY, 0.5}),
        "age",
        "age is missing, and the model does not score without it.",
        "amount",
        "amount must be a finite number, but is Infinity.",
        "own_car",
        "own_car must be 0 or 1, but is 0.5.");
    assertRefused(
        numbers.bind(new double[] {33.5, 1e39, 0}),
        "age",
        "age must be a whole number, but is 33.5.",
        "amount",
        "amount is too large a number.");
    assertRefused(
        ORDERED.bind(new double[] {33, 1, 1, 0}), "day", "day must be a text, but is a number.");
  }
}
