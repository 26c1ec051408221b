package io.surety.watch.statistics;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Loans whose outcome is known, one index a loan in every array. The arrays are taken as they are
 * and never written to.
 *
 * @param probability calibrated, of not paying on time, 0 to 1
 * @param label true where the loan was not paid on time
 * @param person who borrowed: loans of one person share this number and count together; all
 *     different when nothing is known of people
 */
@SuppressWarnings("ArrayRecordComponent") // columns of many loans, never compared
public record Outcomes(double[] probability, boolean[] label, long[] person) {

  /** Refuses arrays of different lengths and what is no probability. */
  public Outcomes {
    if (probability.length != label.length || person.length != label.length) {
      throw new IllegalArgumentException(
          "Every loan has a probability, an outcome and a borrower, but there are %d, %d and %d."
              .formatted(probability.length, label.length, person.length));
    }
    for (double p : probability) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            "A probability lies between 0 and 1, but one is %s.".formatted(p));
      }
    }
  }

  /** How many loans. */
  public int size() {
    return label.length;
  }

  /** How many of them were not paid on time. */
  public int bad() {
    int bad = 0;
    for (boolean one : label) {
      bad += one ? 1 : 0;
    }
    return bad;
  }

  /** Some of these loans, by their index. */
  public Outcomes where(IntPredicate chosen) {
    int[] kept = IntStream.range(0, size()).filter(chosen).toArray();
    boolean[] labels = new boolean[kept.length];
    for (int i = 0; i < kept.length; i++) {
      labels[i] = label[kept[i]];
    }
    return new Outcomes(
        Arrays.stream(kept).mapToDouble(loan -> probability[loan]).toArray(),
        labels,
        Arrays.stream(kept).mapToLong(loan -> person[loan]).toArray());
  }

  People people() {
    return People.of(person, label);
  }

  double predicted() {
    return Arrays.stream(probability).sum() / size();
  }
}
