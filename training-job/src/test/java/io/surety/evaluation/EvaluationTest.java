package io.surety.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.Decision;
import io.surety.bundle.DecisionPolicy;
import io.surety.watch.statistics.Estimate;
import io.surety.watch.statistics.Metrics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final DecisionPolicy POLICY = new DecisionPolicy(0.1, 0.3);

  @Test
  void findsTheSignalThatIsThereAndNoneWhereThereIsNone() {
    Estimate strong = Evaluation.of(new SyntheticBook(1, 0.8, 3_000, 2).input(100)).model().auc();
    Estimate none = Evaluation.of(new SyntheticBook(2, 0, 3_000, 2).input(100)).model().auc();
    assertThat(strong.lower()).isGreaterThan(0.65);
    assertThat(none.lower()).isLessThan(0.5);
    assertThat(none.upper()).isGreaterThan(0.5);
  }

  @Test
  void measuresTheCalibratedModelTheRawOneAndTheTrivialOne() {
    Evaluation evaluation = Evaluation.of(new SyntheticBook(3, 0.8, 4_000, 2).input(100));
    assertThat(evaluation.model().calibrationError()).isLessThan(0.01);
    assertThat(evaluation.uncalibrated().calibrationError()).isGreaterThan(0.1);
    assertThat(evaluation.uncalibrated().auc().value()).isEqualTo(evaluation.model().auc().value());
    assertThat(evaluation.trivial().metrics().auc()).isEqualTo(new Estimate(0.5, 0.5, 0.5));
    assertThat(evaluation.trivial().metrics().gini()).isEqualTo(new Estimate(0, 0.0, 0.0));
    assertThat(evaluation.trivial().metrics().ks()).isEqualTo(0);
    assertThat(evaluation.trivial().logLossDifference().upper()).isLessThan(0);
    assertThat(evaluation.trivial().aucDifference().value())
        .isEqualTo(evaluation.model().auc().value() - 0.5);
  }

  @Test
  void comparesWithTheChampionOnTheSameLoans() {
    Comparison champion =
        Evaluation.of(new SyntheticBook(4, 0.8, 4_000, 2).withChampion(200, 0.5)).champion();
    assertThat(champion.version()).isEqualTo("loan-risk/3");
    assertThat(champion.aucDifference().lower()).isGreaterThan(0);
    double alone = champion.metrics().auc().upper() - champion.metrics().auc().lower();
    double paired = champion.aucDifference().upper() - champion.aucDifference().lower();
    assertThat(paired).isLessThan(alone);
  }

  @Test
  void countsWhatThePolicyWouldDo() {
    ScoredLoans test =
        new ScoredLoans(
            new boolean[] {false, true, true},
            new double[] {0.05, 0.1, 0.3},
            new double[] {0.05, 0.1, 0.3},
            new long[] {1, 2, 3},
            new String[] {"F", "M", ""},
            new int[] {30, 40, -1});
    Evaluation evaluation = Evaluation.of(input(test, 0));
    assertThat(evaluation.decisions())
        .containsExactly(
            new DecisionRates(Decision.APPROVE, 1, 1 / 3.0, 0, 0.0),
            new DecisionRates(Decision.REFER, 1, 1 / 3.0, 1, 1.0),
            new DecisionRates(Decision.DECLINE, 1, 1 / 3.0, 1, 1.0));
  }

  @Test
  void ranksInputsByHowFarTheyMoveTheTestLoans() {
    List<InputImportance> inputs =
        Evaluation.of(new SyntheticBook(5, 0.5, 200, 2).input(0)).inputs();
    assertThat(inputs)
        .extracting(InputImportance::name)
        .containsExactly("avg_amount_loans_previous", "nb_previous_loans", "age");
    assertThat(inputs)
        .extracting(InputImportance::meanAbsoluteContribution)
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(inputs.getFirst().gainShare()).isEqualTo(0.62);
    assertThat(inputs.getFirst().missingInTest()).isBetween(0.1, 0.3);
    assertThat(inputs.getFirst().drift()).isGreaterThan(0);
    assertThat(inputs.getLast().drift()).isEqualTo(0);
  }

  @Test
  void saysThatThereAreNoLoansInsteadOfMeasuringThem() {
    ScoredLoans nothing =
        new ScoredLoans(
            new boolean[0], new double[0], new double[0], new long[0], new String[0], new int[0]);
    Evaluation evaluation = Evaluation.of(input(nothing, 100));
    assertThat(evaluation.notes())
        .containsExactly("The test set has no loans, so nothing could be measured.");
    assertThat(evaluation.model())
        .isEqualTo(new Metrics(null, null, null, null, null, null, null, null, null));
    assertThat(evaluation.json()).doesNotContain("NaN");
  }

  @Test
  void saysThatNoLoanWentBad() {
    Evaluation evaluation = Evaluation.of(input(loans(300, 0, new double[] {0.1, 0.2}), 100));
    assertThat(evaluation.notes().getFirst()).startsWith("No loan of the test set went bad");
    assertThat(evaluation.model().auc()).isNull();
    assertThat(evaluation.model().prAuc()).isNull();
    assertThat(evaluation.model().predictedOverActual()).isNull();
    assertThat(evaluation.model().logLoss().upper()).isNotNull();
    assertThat(evaluation.json()).doesNotContain("NaN");
  }

  @Test
  void saysThatEveryLoanWentBad() {
    Evaluation evaluation = Evaluation.of(input(loans(300, 300, new double[] {0.1, 0.2}), 100));
    assertThat(evaluation.notes().getFirst()).startsWith("Every loan of the test set went bad");
    assertThat(evaluation.model().auc()).isNull();
    assertThat(evaluation.json()).doesNotContain("NaN");
  }

  @Test
  void saysThatAConstantRanksNobody() {
    Evaluation evaluation = Evaluation.of(input(loans(300, 30, new double[] {0.1}), 100));
    assertThat(evaluation.notes()).anyMatch(note -> note.contains("ranks nobody"));
    assertThat(evaluation.model().auc()).isEqualTo(new Estimate(0.5, 0.5, 0.5));
    assertThat(evaluation.model().ks()).isEqualTo(0);
    assertThat(evaluation.reliability()).hasSize(1);
  }

  @Test
  void survivesProbabilitiesOfZeroAndOne() {
    Evaluation evaluation = Evaluation.of(input(loans(300, 30, new double[] {0, 1}), 100));
    assertThat(evaluation.model().logLoss().value()).isFinite().isGreaterThan(1);
  }

  @Test
  void comesBackFromItsJsonAsItWas() {
    Evaluation evaluation = Evaluation.of(new SyntheticBook(6, 0.7, 500, 2).withChampion(50, 0.6));
    assertThat(Evaluation.fromJson(evaluation.json())).isEqualTo(evaluation);
    assertThat(evaluation.json())
        .contains("\"pr_auc\"", "\"predicted_over_actual\"", "\"decision\" : \"approve\"")
        .doesNotContain("NaN", "Infinity", "\"prAuc\"");
    assertThat(evaluation.json().length()).isLessThan(150_000);
  }

  @Test
  void givesTheSameJsonForTheSameSeed() {
    assertThat(Evaluation.of(new SyntheticBook(7, 0.7, 500, 2).input(50)).json())
        .isEqualTo(Evaluation.of(new SyntheticBook(7, 0.7, 500, 2).input(50)).json());
  }

  @Test
  void refusesColumnsOfDifferentLength() {
    assertThatThrownBy(() ->
            new ScoredLoans(
                new boolean[2],
                new double[2],
                new double[1],
                new long[2],
                new String[2],
                new int[2]))
        .hasMessage(
            "Every array of a test set has one entry a loan, but probability has 1 for 2 loans.");
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(
            () -> new ChampionScores("loan-risk/1", new double[] {0.5, Double.NaN}, null))
        .hasMessage("A probability lies between 0 and 1, but champion probability[1] is NaN.");
  }

  private static EvaluationInput input(ScoredLoans test, int rounds) {
    return new EvaluationInput(
        test, new double[] {0.1, 0.2}, 0.1, null, POLICY, List.of(), Map.of(), 1, rounds);
  }

  /** Loans of as many people, the first of them bad, whose scores take these values in turn. */
  private static ScoredLoans loans(int loans, int bad, double[] scores) {
    boolean[] label = new boolean[loans];
    double[] score = new double[loans];
    long[] person = new Random(1).longs(loans).toArray();
    String[] gender = new String[loans];
    int[] age = new int[loans];
    for (int loan = 0; loan < loans; loan++) {
      label[loan] = loan < bad;
      score[loan] = scores[loan % scores.length];
      gender[loan] = loan % 3 == 0 ? "M" : "F";
      age[loan] = 20 + loan % 50;
    }
    return new ScoredLoans(label, score, score, person, gender, age);
  }
}
