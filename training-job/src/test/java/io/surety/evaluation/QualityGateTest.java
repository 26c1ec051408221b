package io.surety.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.watch.statistics.Estimate;
import io.surety.watch.statistics.Metrics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QualityGateTest {

  private static final Evaluation GOOD =
      Evaluation.of(new SyntheticBook(21, 0.8, 4_000, 2).withChampion(100, 0.78));

  @Test
  void passesAGoodModelWithASentenceForEveryGate() {
    List<GateResult> results = QualityGate.check(lenient(0.1), GOOD);
    assertThat(results)
        .extracting(GateResult::name)
        .containsExactly(
            "signal",
            "calibration_error",
            "predicted_over_actual",
            "champion",
            "parity_gender",
            "parity_age_band");
    assertThat(results)
        .allSatisfy(result -> assertThat(result.passed()).as(result.sentence()).isTrue());
    assertThat(results).allMatch(result -> !result.flagged() && result.sentence().endsWith("."));
    assertThat(QualityGate.passed(results)).isTrue();
  }

  @Test
  void asksNothingAboutAChampionThatIsNotThere() {
    Evaluation alone = Evaluation.of(new SyntheticBook(22, 0.8, 500, 2).input(50));
    assertThat(QualityGate.check(Gates.DEFAULT, alone))
        .extracting(GateResult::name)
        .doesNotContain("champion");
  }

  @Test
  void saysInPlainWordsThatAModelHasNoSignal() {
    GateResult signal = signal(new Estimate(0.4979, 0.4803, 0.5164));
    assertThat(signal.passed()).isFalse();
    assertThat(signal.overridable()).isTrue();
    assertThat(signal.measured()).isEqualTo(0.4803);
    assertThat(signal.bound()).isEqualTo(new Bound(0.55, null));
    assertThat(signal.sentence())
        .isEqualTo(
            "The model has no signal: its AUC of 0.498 (95 % interval 0.480 to 0.516) is not above"
                + " 0.55; a coin does as well.");
  }

  @Test
  void tellsAWeakModelFromAReversedOne() {
    assertThat(signal(new Estimate(0.56, 0.53, 0.59)).sentence())
        .isEqualTo(
            "The model's signal is too weak or too uncertain: its AUC of 0.560 (95 % interval 0.530"
                + " to 0.590) does not lie wholly above 0.55.");
    assertThat(signal(new Estimate(0.4, 0.38, 0.42)).sentence())
        .startsWith("The model ranks the wrong way round");
  }

  @Test
  void neverRoundsAFailureOntoItsBound() {
    GateResult signal = signal(new Estimate(0.57, 0.54996, 0.59));
    assertThat(signal.passed()).isFalse();
    assertThat(signal.sentence()).contains("0.54996 to");
    assertThat(signal(new Estimate(0.57, 0.55, 0.59)).passed()).isFalse();
  }

  @Test
  void doesNotPassWhatCouldNotBeMeasured() {
    GateResult signal = signal(null);
    assertThat(signal.passed()).isFalse();
    assertThat(signal.measured()).isNull();
    assertThat(signal.sentence())
        .startsWith("Whether the model has a signal could not be measured.");
  }

  @Test
  void letsNobodyOverrideATestOnNoLoanAtAll() {
    Evaluation nothing =
        Evaluation.of(
            new EvaluationInput(
                new ScoredLoans(
                    new boolean[0],
                    new double[0],
                    new double[0],
                    new long[0],
                    new String[0],
                    new int[0]),
                new double[0],
                0,
                null,
                new io.surety.bundle.DecisionPolicy(0.1, 0.2),
                List.of(),
                Map.of(),
                1,
                10));
    assertThat(QualityGate.check(Gates.DEFAULT, nothing))
        .hasSize(5)
        .allMatch(result -> !result.passed() && !result.overridable())
        .allMatch(result -> result.sentence().endsWith("so nothing could be measured."));
  }

  @Test
  void namesBothNumbersOfBadLoansWhenTheyDiffer() {
    Metrics metrics = metrics(new Estimate(0.8, 0.7, 0.9), 0.031, new Estimate(1.25, 1.2, 1.3));
    List<GateResult> results = QualityGate.check(Gates.DEFAULT, with(metrics, null, GOOD.parity()));
    assertThat(results.get(1).sentence())
        .isEqualTo(
            "The probabilities are too far from what happened: they are off by 0.031 on average"
                + " (expected calibration error), and at most 0.02 is allowed.");
    int bad = GOOD.population().bad();
    assertThat(results.get(2).sentence())
        .isEqualTo(
            "The model promises too much risk: it predicts %.0f bad loans where %d happened, 1.250"
                    .formatted(1.25 * bad, bad)
                + " times as many, and 0.9 to 1.1 is allowed.");
    assertThat(results.get(2).passed()).isFalse();
  }

  @Test
  void allowsASmallLossToTheChampionAndNoLargerOne() {
    assertThat(champion(-0.005).passed()).isTrue();
    assertThat(champion(-0.0051).passed()).isFalse();
    assertThat(champion(-0.02).sentence())
        .isEqualTo(
            "The model is worse than the champion loan-risk/3: on the same loans its AUC is 0.020"
                + " lower (95 % interval -0.030 to +0.010); at most 0.005 lower is allowed.");
    assertThat(champion(0.01).sentence()).contains("not worse than").contains("0.010 higher");
  }

  @Test
  void comparesWithNoChampionThatMayHaveTrainedOnTheTestPeople() {
    GateResult champion = champion(0.2, "split.salt differs");
    assertThat(champion.passed()).isFalse();
    assertThat(champion.overridable()).isTrue();
    assertThat(champion.measured()).isNull();
    assertThat(champion.sentence())
        .isEqualTo(
            "The champion loan-risk/3 was trained with another split (split.salt differs) and may"
                + " have seen these test people, so the two cannot be compared honestly. Keep the"
                + " champion's split, or override with a reason.");
  }

  @Test
  void flagsUnevenApprovalAndAsksForTheReason() {
    GateResult parity = parity(group("F", 900, 0.5), group("M", 800, 0.8), group("X", 3, 0.1));
    assertThat(parity.passed()).isFalse();
    assertThat(parity.flagged()).isTrue();
    assertThat(parity.overridable()).isTrue();
    assertThat(parity.measured()).isEqualTo(0.625);
    assertThat(parity.sentence())
        .isEqualTo(
            "Approval differs too much by gender: F is approved at 50.0 % and M at 80.0 %, a ratio"
                + " of 0.625, where at least 0.8 is asked. Who approves all the same must give the"
                + " reason for this difference. Not compared, with fewer than 30 people: X (3).");
  }

  @Test
  void namesGroupsTooSmallToCompareEvenWhenItPasses() {
    GateResult parity = parity(group("F", 900, 0.75), group("M", 800, 0.8), group("X", 3, 0.1));
    assertThat(parity.passed()).isTrue();
    assertThat(parity.sentence()).endsWith("Not compared, with fewer than 30 people: X (3).");
  }

  @Test
  void doesNotPassParityWithNothingToCompare() {
    GateResult parity = parity(group("F", 900, 0.75), group("M", 8, 0.8));
    assertThat(parity.passed()).isFalse();
    assertThat(parity.flagged()).isTrue();
    assertThat(parity.sentence())
        .startsWith(
            "Approval by gender could not be compared: fewer than two groups have 30 people.")
        .contains("M (8)");
    assertThat(parity(group("F", 900, 0), group("M", 80, 0)).sentence())
        .contains("would approve nobody");
  }

  private static Gates lenient(double minParity) {
    return new Gates(0.55, 0.02, 0.8, 1.2, 0.005, minParity);
  }

  private static GateResult signal(Estimate auc) {
    return QualityGate.check(
            Gates.DEFAULT, with(metrics(auc, 0.01, new Estimate(1, 0.9, 1.1)), null, GOOD.parity()))
        .getFirst();
  }

  private static GateResult champion(double difference) {
    return champion(difference, null);
  }

  private static GateResult champion(double difference, @Nullable String otherSplit) {
    Comparison champion =
        new Comparison(
            "loan-risk/3", GOOD.model(), new Estimate(difference, -0.03, 0.01), null, otherSplit);
    return QualityGate.check(Gates.DEFAULT, with(GOOD.model(), champion, GOOD.parity())).get(3);
  }

  private static GateResult parity(GroupRates... groups) {
    GroupParity parity = Parity.compared("gender", List.of(groups));
    return QualityGate.check(Gates.DEFAULT, with(GOOD.model(), null, List.of(parity))).getLast();
  }

  private static GroupRates group(String name, int people, double approvalRate) {
    return new GroupRates(
        name, 2 * people, people, people >= 30, 0, approvalRate, 0.05, people, approvalRate);
  }

  private static Metrics metrics(Estimate auc, double calibrationError, Estimate ratio) {
    return new Metrics(auc, null, null, null, null, null, null, calibrationError, ratio);
  }

  private static Evaluation with(Metrics model, Comparison champion, List<GroupParity> parity) {
    return new Evaluation(
        GOOD.population(),
        GOOD.bootstrap(),
        model,
        GOOD.uncalibrated(),
        GOOD.trivial(),
        champion,
        GOOD.reliability(),
        GOOD.lift(),
        GOOD.scoreDrift(),
        GOOD.policy(),
        GOOD.decisions(),
        parity,
        GOOD.inputs(),
        GOOD.curves(),
        List.of());
  }
}
