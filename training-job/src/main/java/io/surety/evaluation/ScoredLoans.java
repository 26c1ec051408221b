package io.surety.evaluation;

/**
 * Loans of the test set with what the model says of them, one index a loan in every array. The
 * arrays are taken as they are and never written to.
 *
 * @param label true when the loan was not paid on time
 * @param rawProbability probability of not paying before the calibrator, 0 to 1
 * @param probability probability of not paying as it would be served, 0 to 1
 * @param person who borrowed: loans of one person share this number, and are resampled together
 * @param gender as the loan table spells it; empty when unknown
 * @param age whole years at the loan's date; negative when unknown
 */
@SuppressWarnings(
    "ArrayRecordComponent") // columns of hundreds of thousands of loans, never compared
public record ScoredLoans(
    boolean[] label,
    double[] rawProbability,
    double[] probability,
    long[] person,
    String[] gender,
    int[] age) {

  public ScoredLoans {
    int loans = label.length;
    requireLength("rawProbability", rawProbability.length, loans);
    requireLength("probability", probability.length, loans);
    requireLength("person", person.length, loans);
    requireLength("gender", gender.length, loans);
    requireLength("age", age.length, loans);
    requireProbabilities("rawProbability", rawProbability);
    requireProbabilities("probability", probability);
  }

  /** Number of loans. */
  public int size() {
    return label.length;
  }

  static void requireLength(String name, int actual, int loans) {
    if (actual != loans) {
      throw new IllegalArgumentException(
          "Every array of a test set has one entry a loan, but "
              + name
              + " has "
              + actual
              + " for "
              + loans
              + " loans.");
    }
  }

  static void requireProbabilities(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 1)) {
        throw new IllegalArgumentException(
            "A probability lies between 0 and 1, but "
                + name
                + "["
                + i
                + "] is "
                + values[i]
                + ".");
      }
    }
  }
}
