package io.surety.watch.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateDifferenceTest {

  @Test
  void holdsTheTruthAsOftenAsItSays() {
    int held = 0;
    int rounds = 1_000;
    for (int round = 0; round < rounds; round++) {
      Interval interval = requireNonNull(drawn(round).difference()).interval();
      // Both select half; of those that the second selects, fewer are bad: 0.1 instead of 0.2.
      held += interval.contains(-0.1) ? 1 : 0;
    }

    assertThat(held).isBetween(925, 975);
  }

  /** People with two loans that mostly end alike. */
  private static RateDifference drawn(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int loans = 1_200;
    boolean[] label = new boolean[loans];
    boolean[] inFirst = new boolean[loans];
    boolean[] inSecond = new boolean[loans];
    long[] person = new long[loans];
    for (int loan = 0; loan < loans; loan += 2) {
      boolean risky = random.nextBoolean();
      double bad = risky ? 0.3 : 0.1;
      boolean both = random.nextDouble() < 0.6;
      boolean fate = random.nextDouble() < bad;
      boolean taken = random.nextBoolean();
      for (int each = loan; each < loan + 2; each++) {
        label[each] = both ? fate : random.nextDouble() < bad;
        inFirst[each] = taken;
        inSecond[each] = !risky;
        person[each] = loan;
      }
    }
    double[] probability = new double[loans];
    Arrays.fill(probability, 0.2);
    Outcomes outcomes = new Outcomes(probability, label, person);
    return RateDifference.of(outcomes, inFirst, outcomes, inSecond, 0.95);
  }

  @Test
  void isNothingWithinNothingForTheSameSelection() {
    Outcomes outcomes =
        new Outcomes(
            new double[] {0.1, 0.2, 0.3}, new boolean[] {true, false, false}, new long[] {1, 2, 3});
    boolean[] some = {true, true, false};

    RateDifference same = RateDifference.of(outcomes, some, outcomes, some, 0.95);

    assertThat(requireNonNull(same.first()).observed()).isEqualTo(0.5);
    assertThat(requireNonNull(same.difference()).value()).isZero();
    assertThat(same.difference().interval().upper()).isCloseTo(0, within(1e-12));
  }

  @Test
  void saysNothingOfASelectionOfNobody() {
    Outcomes outcomes =
        new Outcomes(new double[] {0.1, 0.2}, new boolean[] {true, false}, new long[] {1, 2});

    RateDifference none =
        RateDifference.of(outcomes, new boolean[2], outcomes, new boolean[] {true, true}, 0.95);

    assertThat(none.first()).isNull();
    assertThat(none.difference()).isNull();
  }
}
