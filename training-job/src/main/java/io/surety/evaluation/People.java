package io.surety.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Who borrowed: loans of one person are never drawn apart. */
final class People {

  private final int[] personOfLoan;
  private final int[] loans;
  private final int[] bad;

  private People(int[] personOfLoan, int people, boolean[] label) {
    this.personOfLoan = personOfLoan;
    this.loans = new int[people];
    this.bad = new int[people];
    for (int loan = 0; loan < label.length; loan++) {
      loans[personOfLoan[loan]]++;
      if (label[loan]) {
        bad[personOfLoan[loan]]++;
      }
    }
  }

  static People of(ScoredLoans test) {
    long[] distinct = Arrays.stream(test.person()).parallel().distinct().sorted().toArray();
    int[] personOfLoan = new int[test.size()];
    Arrays.parallelSetAll(personOfLoan, loan -> Arrays.binarySearch(distinct, test.person()[loan]));
    return new People(personOfLoan, distinct.length, test.label());
  }

  /** How many there are. */
  int count() {
    return loans.length;
  }

  /** The number, from 0, of the person who took this loan. */
  int ofLoan(int loan) {
    return personOfLoan[loan];
  }

  int loans(int person) {
    return loans[person];
  }

  int bad(int person) {
    return bad[person];
  }

  /** Everybody once: the data as they are. */
  int[] everybodyOnce() {
    int[] times = new int[count()];
    Arrays.fill(times, 1);
    return times;
  }

  /** How often each is drawn when as many are drawn as there are, with replacement. */
  int[] drawn(SplittableRandom random) {
    int[] times = new int[count()];
    for (int i = 0; i < times.length; i++) {
      times[random.nextInt(times.length)]++;
    }
    return times;
  }
}
