package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.Decision;
import io.surety.bundle.DecisionPolicy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExpectedPerformanceTest {

  private static final DecisionPolicy POLICY = new DecisionPolicy(0.15, 0.30);
  private static final double[] P = RecordedLoans.probability();
  private static final ExpectedPerformance EXPECTED = ExpectedPerformance.of(P, POLICY, 0.95, 1);

  /** By numpy 2.4.6: sums of p and 1 - p on each side of the thresholds. */
  @Test
  void expectsOfEachDecisionWhatItsProbabilitiesSay() {
    var approve = EXPECTED.decisions().get(Decision.APPROVE);
    assertThat(approve.loans()).isEqualTo(103);
    assertThat(approve.share()).isEqualTo(103 / 200.0);
    assertThat(approve.bad().value()).isCloseTo(6.487164003529067, within(1e-9));
    assertThat(EXPECTED.decisions().get(Decision.REFER).bad().value())
        .isCloseTo(10.338686403293794, within(1e-9));
    assertThat(EXPECTED.decisions().get(Decision.DECLINE).bad().value())
        .isCloseTo(20.105970002940886, within(1e-9));
    assertThat(EXPECTED.badRate().value()).isCloseTo(0.18465910204881872, within(1e-12));
    assertThat(EXPECTED.brier().value()).isCloseTo(0.12862240321224594, within(1e-12));
    assertThat(EXPECTED.logLoss().value()).isCloseTo(0.4035486145685592, within(1e-12));
  }

  /**
   * NannyML 0.13.1 says 0.77486. It counts every loan as a pair with itself, half right; without
   * those pairs, which no outcome can make, its figure is ours.
   */
  @Test
  void agreesWithNannymlOnTheAucButForLoansPairedWithThemselves() {
    double bad = Arrays.stream(P).sum();
    double good = P.length - bad;
    double self = Arrays.stream(P).map(p -> p * (1 - p)).sum();
    assertThat(EXPECTED.auc()).isNotNull();
    double withSelf = (EXPECTED.auc().value() * (bad * good - self) + self / 2) / (bad * good);
    assertThat(withSelf).isCloseTo(0.7748595453634833, within(1e-5));
  }

  @Test
  void agreesWithASlowCountOfPairs() {
    double wins = 0;
    double pairs = 0;
    for (int i = 0; i < P.length; i++) {
      for (int j = 0; j < P.length; j++) {
        if (i != j) {
          double chance = P[i] * (1 - P[j]);
          pairs += chance;
          wins += P[i] > P[j] ? chance : P[i] == P[j] ? chance / 2 : 0;
        }
      }
    }
    assertThat(EXPECTED.auc()).isNotNull();
    assertThat(EXPECTED.auc().value()).isCloseTo(wins / pairs, within(1e-12));
  }

  @Test
  void coversWhatIsRealisedAsOftenAsItSaysWhenOutcomesFollowTheProbabilities() {
    List<Map<String, Boolean>> tries =
        LongStream.range(500_000, 500_400)
            .parallel()
            .mapToObj(ExpectedPerformanceTest::covered)
            .toList();
    for (String figure : tries.getFirst().keySet()) {
      long covered = tries.stream().filter(one -> one.get(figure)).count();
      System.out.printf("%d of 400 intervals of 90 %% held the %s%n", covered, figure);
      assertThat(covered).as("of 400 intervals of 90 %% for the " + figure).isBetween(342L, 384L);
    }
  }

  private static Map<String, Boolean> covered(long seed) {
    Outcomes loans = drawn(seed);
    ExpectedPerformance expected = ExpectedPerformance.of(loans.probability(), POLICY, 0.90, seed);
    People people = loans.people();
    ScoredModel model = new ScoredModel(loans.label(), loans.probability(), people);
    Figures figures = model.figures(people.everybodyOnce());
    KolmogorovSmirnov ks = KolmogorovSmirnov.of(model.ranking());
    assertThat(ks).isNotNull();
    assertThat(expected.auc()).isNotNull();
    assertThat(expected.kolmogorovSmirnov()).isNotNull();
    Map<String, Boolean> covered = new LinkedHashMap<>();
    covered.put(
        "bad rate", expected.badRate().interval().contains((double) loans.bad() / loans.size()));
    covered.put("AUC", expected.auc().interval().contains(figures.auc()));
    covered.put("KS", expected.kolmogorovSmirnov().interval().contains(ks.distance()));
    covered.put("Brier", expected.brier().interval().contains(figures.brier()));
    covered.put("log loss", expected.logLoss().interval().contains(figures.logLoss()));
    covered.put(
        "bad among the approved",
        expected
            .decisions()
            .get(Decision.APPROVE)
            .bad()
            .interval()
            .contains(loans.where(loan -> loans.probability()[loan] < 0.15).bad()));
    return covered;
  }

  private static Outcomes drawn(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int loans = 400;
    double[] probability = new double[loans];
    boolean[] label = new boolean[loans];
    for (int loan = 0; loan < loans; loan++) {
      probability[loan] = 1 / (1 + Math.exp(2.2 - random.nextGaussian()));
      label[loan] = random.nextDouble() < probability[loan];
    }
    return new Outcomes(probability, label, LongStream.range(0, loans).toArray());
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(ExpectedPerformance.of(P, POLICY, 0.95, 1)).isEqualTo(EXPECTED);
  }

  @Test
  void hasNoRankingWhereNobodyIsBad() {
    ExpectedPerformance sure = ExpectedPerformance.of(new double[50], POLICY, 0.95, 1);
    assertThat(sure.auc()).isNull();
    assertThat(sure.kolmogorovSmirnov()).isNull();
    assertThat(sure.badRate().value()).isZero();
    assertThat(sure.decisions().get(Decision.DECLINE).badRate()).isNull();
  }

  @Test
  void refusesToEstimateNothing() {
    assertThatThrownBy(() -> ExpectedPerformance.of(new double[0], POLICY, 0.95, 1))
        .hasMessage("Nothing can be estimated without loans.");
  }
}
