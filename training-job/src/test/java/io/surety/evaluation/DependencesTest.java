package io.surety.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.InputType;
import io.surety.evaluation.Dependence.Band;
import io.surety.evaluation.Dependence.Dot;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DependencesTest {

  private static final double NONE = Double.NaN;

  @Test
  void meansTheSizeOfEveryContributionWhicheverWayItPushes() {
    long seed = new Random().nextLong();
    System.out.println("seed of the contributions: " + seed);
    double[] contribution = new Random(seed).doubles(5_000, -2, 1).toArray();
    double naive = Arrays.stream(contribution).map(Math::abs).average().orElseThrow();

    List<InputImportance> inputs = importances(column("x", new double[5_000], contribution));
    assertThat(inputs.getFirst().meanAbsoluteContribution()).isCloseTo(naive, within(1e-12));
  }

  @Test
  void putsFirstWhatMovesMostAndAmongEqualsWhatGainedMost() {
    double[] value = {1, 2};
    List<InputImportance> inputs =
        importances(
            column("small", value, 0.1, 0.1),
            column("equal", value, 0.2, -0.2),
            column("gained", value, -0.2, 0.2),
            column("large", value, -0.5, 0));

    assertThat(inputs)
        .extracting(InputImportance::name)
        .containsExactly("large", "gained", "equal", "small");
  }

  @Test
  void keepsFewValuesApart() {
    Dependence flag = dependence(column("flag", new double[] {0, 1, 1, -0.0}, 0.1, 0.5, 0.3, 0.3));

    assertThat(flag.bands()).containsExactly(new Band(0, 0, 2, 0.2), new Band(1, 1, 2, 0.4));
    assertThat(flag.whenMissing()).isNull();
  }

  @Test
  void partsManyValuesInTenthsThatHoldEveryLoanOnce() {
    double[] value = new Random(1).doubles(4_000, 20, 70).toArray();
    double[] contribution = Arrays.stream(value).map(v -> v / 100).toArray();
    List<Band> bands = dependence(column("age", value, contribution)).bands();

    assertThat(bands).hasSize(10).allMatch(band -> band.loans() == 400);
    for (Band band : bands) {
      double naive =
          Arrays.stream(value)
              .filter(v -> v >= band.from() && v <= band.to())
              .map(v -> v / 100)
              .average()
              .orElseThrow();
      assertThat(band.meanContribution()).isCloseTo(naive, within(1e-9));
    }
  }

  @Test
  void partsAColumnThatNearlyAlwaysHasItsLowestValueFromTheRest() {
    double[] value = IntStream.range(0, 1_000).mapToDouble(i -> Math.max(0, i - 950)).toArray();
    List<Band> bands = dependence(column("rare", value, new double[1_000])).bands();

    assertThat(bands).extracting(Band::from).containsExactly(0.0, 1.0);
    assertThat(bands).extracting(Band::loans).containsExactly(951L, 49L);
  }

  @Test
  void keepsMissingValuesToThemselvesAndLeavesOutInfiniteOnes() {
    Dependence dependence =
        dependence(
            column("x", new double[] {NONE, 3, NONE, Double.POSITIVE_INFINITY}, 1, -2, 2, 9));

    assertThat(dependence.sample()).containsExactly(new Dot(3, -2));
    assertThat(dependence.sampleMissing()).containsExactly(1.0, 2.0);
    assertThat(dependence.bands()).containsExactly(new Band(3, 3, 1, -2));
    assertThat(dependence.whenMissing()).isEqualTo(1.5);
  }

  @Test
  void showsTheSameLoansFromAllOverTheTestSetForEveryInput() {
    int loans = 90_000;
    double[] value = IntStream.range(0, loans).mapToDouble(loan -> loan).toArray();
    List<Dependence> all =
        Dependences.of(List.of(column("a", value, value), column("b", value, value)));

    assertThat(all.get(0).sample()).hasSize(1_500).isEqualTo(all.get(1).sample());
    assertThat(all.get(0).sample().getFirst().value()).isZero();
    assertThat(all.get(0).sample().getLast().value()).isEqualTo(89_940);
  }

  @Test
  void showsFewerLoansOfEachOfManyInputsButNeverAHandful() {
    double[] value = new double[5_000];
    InputColumn one = column("x", value, value);

    assertThat(Dependences.of(Collections.nCopies(40, one)))
        .hasSize(40)
        .allMatch(dependence -> dependence.sample().size() == 300);
    assertThat(Dependences.of(Collections.nCopies(100, one)))
        .allMatch(dependence -> dependence.sample().size() == 200);
  }

  @Test
  void roundsWhatAPlotCannotShow() {
    Dependence dependence = dependence(column("x", new double[] {123_456.789}, -0.123456));

    assertThat(dependence.sample()).containsExactly(new Dot(123_460, -0.1235));
  }

  @Test
  void refusesAContributionForEveryLoanButOne() {
    assertThatThrownBy(() -> importances(column("age", new double[] {30, 40}, 0.1)))
        .hasMessage(
            "Every array of a test set has one entry a loan, but contribution of age has 1 for 2"
                + " loans.");
  }

  private static Dependence dependence(InputColumn column) {
    return Dependences.of(List.of(column)).getFirst();
  }

  private static InputColumn column(String name, double[] value, double... contribution) {
    return new InputColumn(name, InputType.REAL, value, value, contribution);
  }

  private static List<InputImportance> importances(InputColumn... columns) {
    int loans = columns[0].test().length;
    double[] probability = new double[loans];
    String[] gender = new String[loans];
    Arrays.fill(gender, "");
    return Evaluation.of(
            new EvaluationInput(
                new ScoredLoans(
                    new boolean[loans],
                    probability,
                    probability,
                    new long[loans],
                    gender,
                    new int[loans]),
                new double[0],
                0,
                null,
                new DecisionPolicy(0.1, 0.3),
                List.of(columns),
                Map.of("gained", 1.0),
                1,
                0))
        .inputs();
  }
}
