package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowBinderTest {

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

  private static ModelInput input(String name, InputType type, MissingRule missing) {
    return new ModelInput(name, type, missing, null, List.of(), List.of());
  }

  private static Map<String, Object> values(Object... namesAndValues) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      values.put((String) namesAndValues[at], namesAndValues[at + 1]);
    }
    return values;
  }

  private static void assertBound(Map<String, Object> values, double... row) {
    assertThat(BINDER.bind(values))
        .isInstanceOfSatisfying(
            Binding.Bound.class,
            bound -> assertThat(bound.row()).as(Arrays.toString(row)).containsExactly(row));
  }

  private static void assertRefused(Map<String, Object> values, String... fieldsAndSentences) {
    Binding binding = BINDER.bind(values);
    assertThat(binding).isInstanceOf(Binding.Refused.class);
    List<FieldProblem> problems = ((Binding.Refused) binding).problems();
    assertThat(problems).hasSize(fieldsAndSentences.length / 2);
    for (int at = 0; at < problems.size(); at++) {
      assertThat(problems.get(at).field()).isEqualTo(fieldsAndSentences[2 * at]);
      assertThat(problems.get(at).sentence()).isEqualTo(fieldsAndSentences[2 * at + 1]);
    }
  }

  @Test
  void bindsInTheOrderOfTheSchema() {
    assertBound(values("day", "tue", "own_car", 1, "amount", 12.5, "age", 33), 33, 12.5, 1, 1);
    assertBound(values("age", 33), 33, Double.NaN, Double.NaN, Double.NaN);
    assertBound(values("age", 33, "amount", null), 33, Double.NaN, Double.NaN, Double.NaN);
    assertBound(values("weekday", "mon", "age", 33L), 33, Double.NaN, Double.NaN, 0);
  }

  @Test
  void takesEveryKindOfJsonNumber() {
    assertBound(values("age", 33.0, "own_car", true), 33, Double.NaN, 1, Double.NaN);
    assertBound(values("age", BigInteger.TEN, "own_car", false), 10, Double.NaN, 0, Double.NaN);
    assertBound(values("age", new BigDecimal("7.0"), "amount", 1), 7, 1, Double.NaN, Double.NaN);
  }

  @Test
  void refusesAnUnknownName() {
    assertRefused(
        values("age", 33, "height", 180),
        "height",
        "The model has no input of this name; it has age, amount, own_car, day.");
  }

  @Test
  void refusesAMissingValueThatIsNeeded() {
    assertRefused(
        values("amount", 1), "age", "age is missing, and the model does not score without it.");
    assertRefused(
        values("age", null), "age", "age is missing, and the model does not score without it.");
  }

  @Test
  void refusesAnotherType() {
    assertRefused(values("age", "33"), "age", "age must be a whole number, but is a text.");
    assertRefused(values("age", true), "age", "age must be a whole number, but is true.");
    assertRefused(values("age", 33.5), "age", "age must be a whole number, but is 33.5.");
    assertRefused(
        values("age", List.of(1)), "age", "age must be a whole number, but is no single value.");
    assertRefused(
        values("age", 1, "amount", "12"), "amount", "amount must be a number, but is a text.");
    assertRefused(values("age", 1, "own_car", 2), "own_car", "own_car must be 0 or 1, but is 2.0.");
    assertRefused(
        values("age", 1, "own_car", "Y"), "own_car", "own_car must be 0 or 1, but is a text.");
    assertRefused(values("age", 1, "day", 1), "day", "day must be a text, but is a number.");
  }

  @Test
  void refusesAnUnknownCategory() {
    assertRefused(
        values("age", 1, "weekday", "Mon"), "weekday", "weekday must be one of mon, tue.");
  }

  @Test
  void tellsOfEachRowThatItRefusesForAnUnknownCategoryAndOfNoOther() {
    List<String> told = new ArrayList<>();
    RowBinder telling = BINDER.telling(told::add);

    telling.bind(values("age", 1, "weekday", "Mon"));
    telling.arrange(List.of("age", "weekday")).bindTexts(List.of("1", "Wed"));
    telling.bind(values("age", 1, "weekday", "mon"));
    telling.bind(values("age", 1, "weekday", 7));
    telling.bind(values("age", "x", "weekday", "mon"));

    assertThat(told).containsExactly("day", "day");
  }

  @Test
  void refusesNumbersThatNoRowCanHold() {
    assertRefused(
        values("age", 1, "amount", Double.NaN),
        "amount",
        "amount must be a finite number, but is NaN.");
    assertRefused(
        values("age", 1, "amount", Double.NEGATIVE_INFINITY),
        "amount",
        "amount must be a finite number, but is -Infinity.");
    assertRefused(values("age", 1, "amount", 1e39), "amount", "amount is too large a number.");
    assertRefused(values("age", (1L << 53) + 2), "age", "age is too large a number.");
    assertRefused(
        values("age", new BigDecimal("1e999999999")),
        "age",
        "age must be a whole number, but is Infinity.");
  }

  @Test
  void refusesAValueGivenTwice() {
    assertRefused(
        values("age", 1, "day", "mon", "weekday", "mon"),
        "weekday",
        "day was given already, as day.");
  }

  @Test
  void namesEveryProblemAtOnce() {
    Binding binding = BINDER.bind(values("amount", "x", "height", 1));
    assertThat(((Binding.Refused) binding).problems())
        .extracting(FieldProblem::field)
        .containsExactly("amount", "height", "age");
  }
}
