package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.DecisionPolicy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorthTest {

  private static final DecisionPolicy POLICY = new DecisionPolicy(0.1, 0.5);

  /** Three of four bad loans and one of four good ones are at 0.7 or above. */
  private static final Outcomes EIGHT =
      new Outcomes(
          new double[] {0.9, 0.8, 0.7, 0.2, 0.85, 0.5, 0.4, 0.1},
          new boolean[] {true, true, true, true, false, false, false, false},
          new long[] {1, 2, 3, 4, 5, 6, 7, 8});

  private static final double[] SQUARED = {0.01, 0.04, 0.09, 0.64, 0.7225, 0.25, 0.16, 0.01};

  private static Worth eight() {
    return Worth.of(RealisedPerformance.of(EIGHT));
  }

  private static Estimated of(Worth worth, WorthFigure figure) {
    return told(worth.figure(figure));
  }

  private static Estimated told(@Nullable Estimated figure) {
    if (figure == null) {
      throw new AssertionError("The figure was not told.");
    }
    return figure;
  }

  private static double halfWidth(Estimated figure) {
    return (figure.interval().upper() - figure.interval().lower()) / 2;
  }

  @Test
  void tellsWhatIsFoundByHand() {
    assertThat(of(eight(), WorthFigure.AUC).value()).isCloseTo(11.0 / 16, within(1e-15));
    assertThat(of(eight(), WorthFigure.KS).value()).isCloseTo(0.5, within(1e-15));
    assertThat(of(eight(), WorthFigure.BRIER).value())
        .isCloseTo(Arrays.stream(SQUARED).sum() / 8, within(1e-15));
    assertThat(of(eight(), WorthFigure.BAD_RATE).value()).isEqualTo(0.5);
  }

  /** Independent shares of 3 and of 1 of 4 scatter by p (1 - p) / (n - 1) each. */
  @Test
  void scattersAsTwoSharesWhereTheyAreFarthestApart() {
    Ranking ranking = Ranking.of(EIGHT.probability(), EIGHT.label());
    Separation separation = Separation.of(ranking, EIGHT.label(), EIGHT.people()).orElseThrow();
    assertThat(separation.standardError()).isCloseTo(Math.sqrt(2 * (3.0 / 16) / 3), within(1e-12));
  }

  /** The sample's standard deviation of the eight squared errors, over the root of eight. */
  @Test
  void scattersTheBrierScoreAsAMean() {
    double mean = Arrays.stream(SQUARED).sum() / 8;
    double variance = Arrays.stream(SQUARED).map(one -> (one - mean) * (one - mean)).sum() / 7;
    double error = Math.sqrt(variance / 8);
    assertThat(BrierScore.of(EIGHT, EIGHT.people()).orElseThrow().standardError())
        .isCloseTo(error, within(1e-12));
    // Student's distribution of seven degrees of freedom is within 2.364624251593 in 95 %.
    Estimated score = of(eight(), WorthFigure.BRIER);
    assertThat(score.interval().upper() - score.value())
        .isCloseTo(2.364624251592785 * error, within(1e-9));
  }

  @Test
  void widensNothingWhenEachLoanIsThereFourTimesOfOnePerson() {
    Outcomes copies = copies(RecordedLoans.outcomes(), 4);
    Worth once = Worth.of(RealisedPerformance.of(RecordedLoans.outcomes()));
    Worth together = Worth.of(RealisedPerformance.of(copies));
    for (WorthFigure figure : List.of(WorthFigure.AUC, WorthFigure.KS, WorthFigure.BRIER)) {
      assertThat(of(together, figure).value())
          .as(figure.words())
          .isCloseTo(of(once, figure).value(), within(1e-12));
      assertThat(halfWidth(of(together, figure)))
          .as("interval of the %s", figure.words())
          .isCloseTo(halfWidth(of(once, figure)), within(1e-9));
    }
  }

  private static Outcomes copies(Outcomes of, int copies) {
    int loans = of.size() * copies;
    double[] probability = new double[loans];
    boolean[] label = new boolean[loans];
    for (int loan = 0; loan < loans; loan++) {
      probability[loan] = of.probability()[loan / copies];
      label[loan] = of.label()[loan / copies];
    }
    return new Outcomes(
        probability, label, LongStream.range(0, loans).map(loan -> loan / copies).toArray());
  }

  @Test
  void findsNoGapBeyondLuckMoreOftenThanItSaysWhereTheProbabilitiesAreRight() {
    Map<WorthFigure, Integer> held = new EnumMap<>(WorthFigure.class);
    int rounds = 300;
    for (int round = 0; round < rounds; round++) {
      Outcomes loans = asProbabilitiesSay(31 + round, 800, 1.1);
      Worth expected = Worth.of(ExpectedPerformance.of(loans.probability(), POLICY, 0.95, round));
      Worth realised = Worth.of(RealisedPerformance.of(loans));
      for (WorthFigure figure : WorthFigure.values()) {
        Estimated gap = told(realised.gap(expected, figure));
        held.merge(figure, gap.interval().contains(0) ? 1 : 0, Integer::sum);
      }
    }
    System.out.printf("of %d gaps of right probabilities %s held 0%n", rounds, held);
    for (WorthFigure figure : WorthFigure.values()) {
      assertThat(held.get(figure)).as(figure.words()).isGreaterThanOrEqualTo(276);
    }
  }

  @Test
  void isTooWideRatherThanTooNarrowWhereAModelHardlySeparates() {
    int held = 0;
    for (int round = 0; round < 200; round++) {
      Outcomes loans = asProbabilitiesSay(7_000 + round, 800, 0.02);
      Worth expected = Worth.of(ExpectedPerformance.of(loans.probability(), POLICY, 0.95, round));
      Worth realised = Worth.of(RealisedPerformance.of(loans));
      held += told(realised.gap(expected, WorthFigure.KS)).interval().contains(0) ? 1 : 0;
    }
    System.out.printf("of 200 gaps of KS without separation %d held 0%n", held);
    assertThat(held).isGreaterThanOrEqualTo(190);
  }

  @Test
  void findsTheGapsOfAModelThatNoLongerRanks() {
    Outcomes loans = asProbabilitiesSay(9, 4_000, 1.1);
    double[] shuffled = loans.probability().clone();
    for (int loan = 0; loan < shuffled.length; loan++) {
      shuffled[loan] = loans.probability()[(loan + 1) % shuffled.length];
    }
    Outcomes blind = new Outcomes(shuffled, loans.label(), loans.person());
    Worth expected = Worth.of(ExpectedPerformance.of(shuffled, POLICY, 0.95, 1));
    Worth realised = Worth.of(RealisedPerformance.of(blind));
    assertThat(told(realised.gap(expected, WorthFigure.AUC)).interval().upper()).isNegative();
    assertThat(told(realised.gap(expected, WorthFigure.KS)).interval().upper()).isNegative();
    assertThat(told(realised.gap(expected, WorthFigure.BRIER)).interval().lower()).isPositive();
    assertThat(told(realised.gap(expected, WorthFigure.BAD_RATE)).interval().contains(0)).isTrue();
  }

  private static Outcomes asProbabilitiesSay(long seed, int loans, double spread) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] probability = new double[loans];
    boolean[] label = new boolean[loans];
    for (int loan = 0; loan < loans; loan++) {
      probability[loan] = 1 / (1 + Math.exp(1.6 - spread * random.nextGaussian()));
      label[loan] = random.nextDouble() < probability[loan];
    }
    return new Outcomes(probability, label, LongStream.range(0, loans).toArray());
  }

  @Test
  void tellsNoBrierScoreOfOnePersonAndNoKsOfOneOutcome() {
    Outcomes one = new Outcomes(new double[] {0.3}, new boolean[] {true}, new long[] {1});
    Worth worth = Worth.of(RealisedPerformance.of(one));
    assertThat(worth.brier()).isNull();
    assertThat(worth.kolmogorovSmirnov()).isNull();
    assertThat(worth.gap(eight(), WorthFigure.KS)).isNull();
    assertThat(worth.badRate().value()).isEqualTo(1);
  }
}
