package io.surety.loans;

/**
 * What an ingest tolerates.
 *
 * @param mostBadRows the largest share of bad rows, 0 to 1, with which a file is still accepted
 */
public record IngestRules(double mostBadRows) {

  /** One bad row in a hundred. */
  public static final IngestRules DEFAULT = new IngestRules(0.01);

  /** Refuses shares outside 0 to 1. */
  public IngestRules {
    if (!(mostBadRows >= 0 && mostBadRows <= 1)) {
      throw new IllegalArgumentException(
          "The share of bad rows lies between 0 and 1, but this one is " + mostBadRows + ".");
    }
  }
}
