package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersonBootstrapTest {

  private static final double SEPARATION = 1.0;

  /** The AUC of two normal distributions one standard deviation apart: Phi(1 / sqrt 2). */
  private static final double TRUE_AUC = 0.760_249_938_906_5;

  @Test
  void measuresADrawAsIfItsLoansStoodThereSoManyTimes() {
    Clones clones = Clones.of(5, 40, 3);
    People people = People.of(clones.person, clones.label);
    int[] times = people.drawn(new SplittableRandom(11));
    Figures weighted = new ScoredModel(clones.label, clones.score, people).figures(times);

    int[] copies =
        IntStream.range(0, clones.label.length)
            .flatMap(loan -> IntStream.generate(() -> loan).limit(times[people.ofLoan(loan)]))
            .toArray();
    boolean[] label = new boolean[copies.length];
    IntStream.range(0, copies.length).forEach(i -> label[i] = clones.label[copies[i]]);
    double[] score = Arrays.stream(copies).mapToDouble(loan -> clones.score[loan]).toArray();
    People single = TestPeople.oneALoan(label);
    Figures copied = new ScoredModel(label, score, single).figures(single.everybodyOnce());

    assertThat(weighted.auc()).isCloseTo(copied.auc(), within(1e-12));
    assertThat(weighted.prAuc()).isCloseTo(copied.prAuc(), within(1e-12));
    assertThat(weighted.logLoss()).isCloseTo(copied.logLoss(), within(1e-12));
    assertThat(weighted.brier()).isCloseTo(copied.brier(), within(1e-12));
    assertThat(weighted.predictedOverActual())
        .isCloseTo(copied.predictedOverActual(), within(1e-12));
  }

  @Test
  void coversTheTruthAboutAsOftenAsItSays() {
    long covered =
        LongStream.range(0, 300).filter(seed -> covers(auc(Clones.of(seed, 120, 4)))).count();
    assertThat(covered).as("of 300 intervals of 95 %%, seeds 0 to 299").isBetween(276L, 294L);
  }

  @Test
  void wouldCoverTheTruthTooSeldomIfLoansOfAPersonWereDrawnApart() {
    long covered =
        LongStream.range(0, 100)
            .filter(seed -> covers(auc(Clones.of(seed, 120, 4).asStrangers())))
            .count();
    assertThat(covered).as("of 100 intervals of 95 %%, seeds 0 to 99").isLessThan(85);
  }

  @Test
  void givesTheSameIntervalForTheSameSeedOnAnyNumberOfProcessors() {
    Clones clones = Clones.of(9, 200, 2);
    Estimate estimate = auc(clones);
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      assertThat(one.submit(() -> auc(clones)).join()).isEqualTo(estimate);
    }
  }

  @Test
  void pairsTheModelsSoThatAModelAgainstItselfDiffersByNothing() {
    Clones clones = Clones.of(3, 100, 2);
    People people = People.of(clones.person, clones.label);
    ScoredModel model = new ScoredModel(clones.label, clones.score, people);
    PersonBootstrap bootstrap = new PersonBootstrap(people, 1, 100, model, model);
    assertThat(bootstrap.difference(0, 1, Figures::auc)).isEqualTo(new Estimate(0, 0.0, 0.0));
  }

  @Test
  void hasNoIntervalWhenOneOutcomeHardlyOccurs() {
    boolean[] label = new boolean[200];
    label[7] = true;
    double[] score = new Random(1).doubles(200).toArray();
    People people = TestPeople.oneALoan(label);
    PersonBootstrap bootstrap =
        new PersonBootstrap(people, 1, 500, new ScoredModel(label, score, people));
    Estimate auc = bootstrap.estimate(0, Figures::auc);
    assertThat(auc).isNotNull();
    assertThat(auc.lower()).isNull();
    assertThat(auc.upper()).isNull();
    assertThat(bootstrap.summary().usable()).isBetween(280, 350);
  }

  private static boolean covers(@Nullable Estimate estimate) {
    return estimate != null
        && estimate.lower() != null
        && estimate.upper() != null
        && estimate.lower() <= TRUE_AUC
        && TRUE_AUC <= estimate.upper();
  }

  private static @Nullable Estimate auc(Clones clones) {
    People people = People.of(clones.person, clones.label);
    ScoredModel model = new ScoredModel(clones.label, clones.score, people);
    return new PersonBootstrap(people, 42, 200, model).estimate(0, Figures::auc);
  }

  /** People whose loans are all alike, the hardest case for whoever draws loans one by one. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Clones(boolean[] label, double[] score, long[] person) {

    static Clones of(long seed, int people, int loansOfPerson) {
      Random random = new Random(seed);
      int loans = people * loansOfPerson;
      Clones clones = new Clones(new boolean[loans], new double[loans], new long[loans]);
      for (int someone = 0; someone < people; someone++) {
        boolean bad = random.nextDouble() < 0.4;
        double normal = random.nextGaussian() + (bad ? SEPARATION : 0);
        for (int loan = someone * loansOfPerson; loan < (someone + 1) * loansOfPerson; loan++) {
          clones.label[loan] = bad;
          clones.score[loan] = 1 / (1 + Math.exp(-normal));
          clones.person[loan] = 31L * someone - 1_000;
        }
      }
      return clones;
    }

    Clones asStrangers() {
      return new Clones(label, score, LongStream.range(0, label.length).toArray());
    }
  }
}
