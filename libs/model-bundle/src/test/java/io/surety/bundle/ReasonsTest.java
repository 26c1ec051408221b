package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReasonsTest {

  private static final double NONE = Double.NaN;

  private static ModelInput input(String name, InputType type) {
    List<String> categories = type == InputType.CATEGORY ? List.of("own", "rented") : List.of();
    return new ModelInput(name, type, MissingRule.ALLOWED, null, categories, List.of());
  }

  private static ReasonTexts texts(@Nullable String text, @Nullable Double typical) {
    return new ReasonTexts(text, "few loans", "many loans", "no loans known", typical);
  }

  /** What is said when the only input has this value and pushed the risk up. */
  private static String said(ModelInput input, double value) {
    List<Reason> reasons =
        new Reasons(new InputSchema(List.of(input)))
            .most(new double[] {value}, Explanation.ofParts(new double[] {0.5, -1}));
    assertThat(reasons).hasSize(1);
    assertThat(reasons.getFirst().feature()).isEqualTo(input.name());
    assertThat(reasons.getFirst().contribution()).isEqualTo(0.5);
    return reasons.getFirst().text();
  }

  private static List<String> most(double... contributions) {
    List<ModelInput> inputs =
        Stream.of("a", "b", "c", "d", "e", "f").map(n -> input(n, InputType.REAL)).toList();
    double[] parts = Arrays.copyOf(contributions, 7);
    return new Reasons(new InputSchema(inputs))
        .most(new double[6], Explanation.ofParts(parts)).stream().map(Reason::feature).toList();
  }

  @Test
  void namesTheFourLargestFirst() {
    assertThat(most(0.1, 0.6, 0.2, 0.5, 0.3, 0.4)).containsExactly("b", "d", "f", "e");
    assertThat(most(0.6, 0.5, 0.4, 0.3, 0.2, 0.1)).containsExactly("a", "b", "c", "d");
    assertThat(most(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)).containsExactly("f", "e", "d", "c");
  }

  @Test
  void keepsTheOrderOfTheSchemaAmongEquals() {
    assertThat(most(0.1, 0.1, 0.2, 0.1, 0.1, 0.2)).containsExactly("c", "f", "a", "b");
  }

  @Test
  void saysNothingOfWhatLoweredTheRiskOrDidNothing() {
    assertThat(most(-0.6, 0, 0.2, -0.1, 1e-9, 0)).containsExactly("c");
    assertThat(most(-1, -1, -1, -1, -1, 0)).isEmpty();
  }

  @Test
  void saysLowOnlyBelowTheMedianAndHighOnlyAbove() {
    ModelInput loans =
        input("nb_loans", InputType.INTEGER).withReasons(texts("number of loans", 4.0));
    assertThat(said(loans, 3)).isEqualTo("few loans");
    assertThat(said(loans, 5)).isEqualTo("many loans");
    assertThat(said(loans, 4)).isEqualTo("number of loans");
    assertThat(said(loans, NONE)).isEqualTo("no loans known");
  }

  @Test
  void saysNeitherWhereTheMedianIsNotKnown() {
    ModelInput loans = input("nb_loans", InputType.REAL).withReasons(texts(null, null));
    assertThat(said(loans, 3)).isEqualTo("nb loans");
    assertThat(said(loans, NONE)).isEqualTo("no loans known");
  }

  @Test
  void fallsBackToTheTextAndThenToTheName() {
    ModelInput plain = input("years_on_the_job", InputType.INTEGER);
    ModelInput worded =
        plain.withReasons(new ReasonTexts("time in the job", null, null, null, 4.0));
    for (double value : new double[] {3, 4, 5, NONE}) {
      assertThat(said(plain, value)).isEqualTo("years on the job");
      assertThat(said(worded, value)).isEqualTo("time in the job");
    }
  }

  @Test
  void tellsAFlagByItsTwoSides() {
    ModelInput car =
        input("own_car", InputType.FLAG)
            .withReasons(new ReasonTexts(null, "no car", "owns a car", null, null));
    assertThat(said(car, 0)).isEqualTo("no car");
    assertThat(said(car, 1)).isEqualTo("owns a car");
    assertThat(said(car, NONE)).isEqualTo("own car");
  }

  @Test
  void tellsACategoryWithItsValue() {
    ModelInput home =
        input("home", InputType.CATEGORY)
            .withReasons(new ReasonTexts("housing", null, null, "housing not known", null));
    assertThat(said(home, 1)).isEqualTo("housing: rented");
    assertThat(said(home, NONE)).isEqualTo("housing not known");
    assertThat(said(input("home", InputType.CATEGORY), 0)).isEqualTo("home: own");
  }

  @Test
  void refusesARowOfAnotherModel() {
    Reasons reasons = new Reasons(new InputSchema(List.of(input("a", InputType.REAL))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reasons.most(new double[2], Explanation.ofParts(new double[2])))
        .withMessage("Reasons are told of 1 inputs, but the row has 2 and the explanation 1.");
  }
}
