package io.surety.watch.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.watch.statistics.AgainstTrivial.Verdict;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AgainstTrivialTest {

  private static final FalseAlarms RARELY = new FalseAlarms(0.01 / 30);

  @Test
  void measuresTheLogLossThatIsSaved() {
    Outcomes loans = RecordedLoans.outcomes();
    double model = 0.5406874036804705;
    double rate = 0.2;
    double trivial = -(47 * Math.log(rate) + 153 * Math.log(1 - rate)) / 200;
    AgainstTrivial against = AgainstTrivial.realised(loans, rate, 0, RARELY);
    assertThat(against.advantage()).isNotNull();
    assertThat(against.advantage().value()).isCloseTo(trivial - model, within(1e-12));
    assertThat(against.verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void callsAModelBetterThatKnowsTheRisk() {
    assertThat(AgainstTrivial.realised(drawn(1, 5_000, 1, 3), 0.1, 0, RARELY).verdict())
        .isEqualTo(Verdict.BETTER);
  }

  @Test
  void callsAModelBelowThatHasTheRiskTheWrongWayRound() {
    Outcomes right = drawn(2, 5_000, 1, 3);
    double[] reversed = Arrays.stream(right.probability()).map(p -> 0.2 * (1 - p)).toArray();
    Outcomes wrong = new Outcomes(reversed, right.label(), right.person());
    assertThat(AgainstTrivial.realised(wrong, 0.1, 0, RARELY).verdict()).isEqualTo(Verdict.BELOW);
  }

  @Test
  void seldomCallsAModelBelowThatIsJustAsGoodAsTheTrivialOne() {
    long windows = 5_000;
    long below =
        LongStream.range(0, windows)
            .parallel()
            .filter(seed ->
                AgainstTrivial.realised(
                            noise(800_000 + seed), 0.05, advantageOfNoise(), new FalseAlarms(0.01))
                        .verdict()
                    == Verdict.BELOW)
            .count();
    System.out.printf(
        "~ %d of %d windows at the border were called below, 1 %% allowed%n", below, windows);
    assertThat(below).isLessThanOrEqualTo(windows / 100 + 20);
  }

  /** Probabilities that vary for no reason, of which one in twenty is bad whatever they say. */
  private static Outcomes noise(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] probability = new double[1_500];
    boolean[] label = new boolean[probability.length];
    for (int loan = 0; loan < label.length; loan++) {
      probability[loan] = random.nextBoolean() ? 0.03 : 0.07;
      label[loan] = random.nextDouble() < 0.05;
    }
    return new Outcomes(probability, label, LongStream.range(0, label.length).toArray());
  }

  /** Less than 0: what such noise costs on average. */
  private static double advantageOfNoise() {
    double trivial = -(0.05 * Math.log(0.05) + 0.95 * Math.log(0.95));
    double noise = 0;
    for (double p : new double[] {0.03, 0.07}) {
      noise -= (0.05 * Math.log(p) + 0.95 * Math.log(1 - p)) / 2;
    }
    return trivial - noise;
  }

  @Test
  void neverCallsAGoodModelBelowInManyLooks() {
    long wolves =
        LongStream.range(0, 2_000)
            .parallel()
            .filter(seed ->
                AgainstTrivial.realised(drawn(40_000 + seed, 600, 0.4, 3), 0.1, 0, RARELY).verdict()
                    == Verdict.BELOW)
            .count();
    assertThat(wolves).isZero();
  }

  @Test
  void saysNothingByAFewBadLoans() {
    AgainstTrivial against = AgainstTrivial.realised(drawn(3, 100, 1, 1), 0.1, 0, RARELY);
    assertThat(against.verdict()).isEqualTo(Verdict.TOO_FEW);
    assertThat(against.advantage()).isNull();
  }

  @Test
  void expectsOfCalibratedProbabilitiesWhatOutcomesThenShow() {
    Outcomes loans = drawn(4, 40_000, 1, 1);
    AgainstTrivial expected =
        AgainstTrivial.expected(loans.probability(), loans.person(), 0.001, RARELY);
    AgainstTrivial realised =
        AgainstTrivial.realised(loans, (double) loans.bad() / loans.size(), 0.001, RARELY);
    assertThat(expected.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(expected.advantage()).isNotNull();
    assertThat(realised.advantage()).isNotNull();
    assertThat(expected.advantage().interval().contains(realised.advantage().value())).isTrue();
  }

  @Test
  void expectsNothingOfAModelWhoseScoresHaveCollapsed() {
    double[] collapsed = new double[5_000];
    Arrays.setAll(collapsed, loan -> loan % 2 == 0 ? 0.099 : 0.101);
    long[] people = LongStream.range(0, collapsed.length).toArray();
    assertThat(AgainstTrivial.expected(collapsed, people, 0.001, RARELY).verdict())
        .isEqualTo(Verdict.BELOW);
  }

  @Test
  void expectsTheSameOfPeopleHoweverOftenTheyAllCome() {
    Outcomes once = drawn(5, 1_000, 1, 1);
    Outcomes often = drawn(5, 1_000, 1, 10);
    assertThat(often.size()).isEqualTo(10 * once.size());
    Estimated ofOnce = advantage(once);
    Estimated ofOften = advantage(often);
    assertThat(ofOften.value()).isCloseTo(ofOnce.value(), within(1e-12));
    assertThat(ofOften.interval().lower()).isCloseTo(ofOnce.interval().lower(), within(1e-12));
    assertThat(ofOften.interval().upper()).isCloseTo(ofOnce.interval().upper(), within(1e-12));
  }

  private static Estimated advantage(Outcomes loans) {
    return requireNonNull(
        AgainstTrivial.expected(loans.probability(), loans.person(), 0, RARELY).advantage());
  }

  /** Loans of people with a risk of their own that the model knows by so much. */
  private static Outcomes drawn(long seed, int people, double known, int loansOfPerson) {
    SplittableRandom random = new SplittableRandom(seed);
    int loans = people * loansOfPerson;
    double[] probability = new double[loans];
    boolean[] label = new boolean[loans];
    long[] person = new long[loans];
    double[] risk = new double[people];
    Arrays.setAll(risk, _ -> 1 / (1 + Math.exp(2.5 - known * random.nextGaussian())));
    for (int loan = 0; loan < loans; loan++) {
      person[loan] = loan / loansOfPerson;
      probability[loan] = risk[loan / loansOfPerson];
      label[loan] = random.nextDouble() < probability[loan];
    }
    return new Outcomes(probability, label, person);
  }
}
