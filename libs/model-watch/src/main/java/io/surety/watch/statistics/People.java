package io.surety.watch.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Who borrowed: loans of one person are never drawn apart. */
public final class People {

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

  /**
   * Tells the loans of each person.
   *
   * @param person who borrowed, one number a loan; loans of one person share it
   * @param label true where the loan was not paid on time, in the same order
   */
  public static People of(long[] person, boolean[] label) {
    if (person.length != label.length) {
      throw new IllegalArgumentException(
          "Every loan has a borrower and an outcome, but there are %d borrowers for %d outcomes."
              .formatted(person.length, label.length));
    }
    long[] distinct = Arrays.stream(person).parallel().distinct().sorted().toArray();
    int[] personOfLoan = new int[person.length];
    Arrays.parallelSetAll(personOfLoan, loan -> Arrays.binarySearch(distinct, person[loan]));
    return new People(personOfLoan, distinct.length, label);
  }

  /** By what number a row tells whose it is; nobody knows of two without a user, so they differ. */
  public static long number(@Nullable Long user, int row) {
    return user == null ? -1L - row : user;
  }

  /** How many there are. */
  public int count() {
    return loans.length;
  }

  /** The number, from 0, of the person who took this loan. */
  public int ofLoan(int loan) {
    return personOfLoan[loan];
  }

  /** How many loans this person took. */
  public int loans(int person) {
    return loans[person];
  }

  /** How many of them were not paid on time. */
  public int bad(int person) {
    return bad[person];
  }

  /** Everybody once: the data as they are. */
  public int[] everybodyOnce() {
    int[] times = new int[count()];
    Arrays.fill(times, 1);
    return times;
  }

  /** How often each is drawn when as many are drawn as there are, with replacement. */
  public int[] drawn(SplittableRandom random) {
    int[] times = new int[count()];
    for (int i = 0; i < times.length; i++) {
      times[random.nextInt(times.length)]++;
    }
    return times;
  }
}
